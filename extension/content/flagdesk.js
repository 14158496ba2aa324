/**
 * What the reader says of one note: flags on it and its rows, and that it is right. Read once, put,
 * taken back. Whoever shows it is told when it changes.
 *
 * @typedef {import('../shared/types.js').Flag} SaidInFlag
 * @typedef {import('../shared/types.js').FlagAnswer} FlagAnswer
 */

class FlagDesk {
  /** @type {Map<string, OwnFlag>} by the row; '' is the whole note */
  #own = new Map();
  /** Whether the reader says that the note is right as it is. */
  right = false;

  /** @type {(() => void)[]} */
  #watching = [];
  /** Made beforehand: once the extension is gone, its texts are too. */
  #lost = say('flagLost');
  #note;

  /**
   * @param {string} note its id
   * @param {NoteActions} actions
   */
  constructor(note, { page, announce }) {
    this.#note = note;
    this.announce = announce;
    /** Whom a flag is sent to. */
    this.backend = page.replace(/\/n\/[^/]*$/, '');
  }

  /** Reads what became of the flags, where there are any: without one nobody is asked. */
  async load() {
    const answer = await this.#tell({ type: 'ownFlags', ...this.#about() });
    if (!answer?.ok) return;
    this.right = answer.right ?? false;
    this.#keep(answer.flags);
  }

  /** @param {string} row @returns {OwnFlag | null} the flag that stands */
  of(row) {
    const flag = this.#own.get(row);
    return flag && flag.status !== 'withdrawn' ? flag : null;
  }

  /** @param {() => void} changed */
  watch(changed) {
    this.#watching.push(changed);
  }

  /** @param {SaidInFlag} said @returns {Promise<string>} what went wrong; '' where all went well */
  async put(said) {
    return this.#take(await this.#tell({ type: 'flag', ...this.#about(), said }));
  }

  /** @param {string} row @returns {Promise<string>} what went wrong; '' where all went well */
  async takeBack(row) {
    const answer = await this.#tell({ type: 'unflag', ...this.#about(), evidence: row });
    if (answer?.ok) this.#own.delete(row);
    return this.#take(answer);
  }

  /** @param {string} row @param {string} reason @returns {Promise<string>} what went wrong; '' where all went well */
  async appeal(row, reason) {
    return this.#take(await this.#tell({ type: 'appeal', ...this.#about(), evidence: row, reason }));
  }

  /** @param {boolean} right @returns {Promise<string>} what went wrong; '' where all went well */
  async rate(right) {
    const answer = await this.#tell({ type: 'rate', ...this.#about(), right });
    if (answer?.ok) this.right = right;
    return this.#take(answer);
  }

  #about() {
    return { backend: this.backend, note: this.#note };
  }

  /** @param {import('../shared/types.js').FromContent} message @returns {Promise<FlagAnswer | undefined>} */
  #tell(message) {
    return tellExtension(message);
  }

  /** @param {FlagAnswer | undefined} answer @returns {string} */
  #take(answer) {
    if (!answer) return this.#lost;
    if (!answer.ok) return troubleWords(answer.trouble).join(' ');
    this.#keep(answer.flags);
    return '';
  }

  /** @param {OwnFlag[]} flags */
  #keep(flags) {
    for (const flag of flags) this.#own.set(flag.evidence ?? '', flag);
    for (const changed of this.#watching) changed();
  }
}
