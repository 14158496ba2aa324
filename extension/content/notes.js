/**
 * The notes on this page: each a highlight with its check, where it stands, and in which order.
 *
 * @typedef {{id: string, home: string, highlight: CheckedHighlight, anchor: Anchor | null,
 *   ranges: Range[], letters: string, check: Check}} PageNote
 *   `home` is the address at which it was asked for. `ranges` are where its words stand, none while
 *   they are not on the page; `letters` are what stood there when they were found.
 */

class PageNotes {
  /** @type {PageNote[]} */
  #here = [];

  /** Those of the addresses that this tab showed before, without loading. @type {PageNote[]} */
  #elsewhere = [];

  /** In the order of the page; those whose words are gone come last. @returns {PageNote[]} */
  get all() {
    return this.#here.toSorted((one, other) => orderOf(one) - orderOf(other));
  }

  /** @param {string} id @returns {PageNote | null} */
  byId(id) {
    return this.#here.find((note) => note.id === id) ?? null;
  }

  /** In place of an earlier one of the same highlight. @param {PageNote} note */
  add(note) {
    this.#here = [...this.#here.filter(({ id }) => id !== note.id), note];
  }

  /** @param {PageNote} note @param {string} id */
  rename(note, id) {
    this.#here = this.#here.filter((other) => other === note || other.id !== id);
    note.id = id;
  }

  /** @param {PageNote} note */
  drop(note) {
    this.#here = this.#here.filter((other) => other !== note);
    note.check.close();
  }

  /** Another page is shown in the place of the one before. @param {string} home its address */
  moveTo(home) {
    const known = [...this.#here, ...this.#elsewhere];
    this.#here = known.filter((note) => note.home === home);
    this.#elsewhere = known.filter((note) => note.home !== home);
  }

  /** Others whose words overlap with the words of this one. @param {PageNote} note @returns {PageNote[]} */
  overlapping(note) {
    return this.all.filter((other) => other !== note && rangesMeet(other.ranges, note.ranges));
  }
}

/** @param {PageNote} note @returns {number} */
function orderOf({ ranges, anchor }) {
  return ranges.length > 0 && anchor ? anchor.position.start : Infinity;
}

/** @param {PageNote} note @returns {import('../shared/types.js').NoteState} */
function stateOf({ check, ranges }) {
  if (!check.note) return check.isVain ? 'failed' : 'checking';
  return ranges.length > 0 ? 'found' : 'orphan';
}

/** @param {Range[]} some @param {Range[]} others @returns {boolean} */
function rangesMeet(some, others) {
  return some.some((one) => others.some((other) => rangesOverlap(one, other)));
}

/** @param {Range} one @param {Range} other */
function rangesOverlap(one, other) {
  if (one.startContainer.getRootNode() !== other.startContainer.getRootNode()) return false;
  return (
    one.compareBoundaryPoints(Range.START_TO_END, other) > 0 &&
    one.compareBoundaryPoints(Range.END_TO_START, other) < 0
  );
}

/** Whether its words still stand where they were found. @param {PageNote} note */
function isInPlace({ ranges, letters }) {
  return ranges.length > 0 && ranges.every(isAlive) && lettersOf(ranges) === letters;
}

/** @param {Range} range */
function isAlive({ startContainer, collapsed }) {
  return !collapsed && startContainer.isConnected && startContainer.ownerDocument?.defaultView;
}

/** @param {Range[]} ranges @returns {string} */
function lettersOf(ranges) {
  return densely(ranges.map(String).join(''));
}
