/** The one error that the networking parts throw: it carries what the reader is told. */

/** @typedef {import('../shared/types.js').Trouble} Trouble */

export class InTrouble extends Error {
  /** @param {Trouble} trouble @param {ErrorOptions} [options] */
  constructor(trouble, options) {
    super(trouble.kind, options);
    this.trouble = trouble;
  }
}

/**
 * What went wrong, of anything thrown.
 * @param {unknown} error
 * @param {string} address the backend that was asked
 * @returns {Trouble}
 */
export function troubleOf(error, address) {
  return error instanceof InTrouble ? error.trouble : { kind: 'unreachable', address };
}
