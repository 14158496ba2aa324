/**
 * The sentences that a reader picked, checked one after the other: the backend has other readers.
 *
 * @typedef {import('../../shared/types.js').Sentence} Sentence
 * @typedef {import('../../shared/types.js').ListedNote} ListedNote
 */

import { noteOf } from './listing.js';

/** How many may be picked at a time. */
export const MOST_PICKS = 10;

export class Picks {
  /** @type {Sentence[]} */
  #waiting = [];
  /** @type {Sentence | null} */
  #current = null;
  /** Those whose words were no longer on the page. @type {Set<Sentence>} */
  #gone = new Set();
  #seen = false;
  #start;

  /** @param {(sentence: Sentence) => Promise<boolean>} start false where its words are gone */
  constructor(start) {
    this.#start = start;
  }

  get areDone() {
    return this.#current === null && this.#waiting.length === 0;
  }

  /** @param {Sentence} sentence @returns {'waiting' | 'checking' | 'gone' | null} */
  standing(sentence) {
    if (sentence === this.#current) return 'checking';
    if (this.#waiting.includes(sentence)) return 'waiting';
    return this.#gone.has(sentence) ? 'gone' : null;
  }

  /** @param {Sentence[]} sentences @returns {Promise<void>} */
  async check(sentences) {
    this.#waiting.push(...sentences.slice(0, MOST_PICKS));
    if (!this.#current) await this.#next();
  }

  /** The page's notes have changed. @param {ListedNote[]} notes @returns {Promise<void>} */
  async follow(notes) {
    if (!this.#current) return;
    const note = noteOf(this.#current, notes);
    const isOver = note ? note.state !== 'checking' : this.#seen;
    this.#seen ||= note !== null;
    if (isOver) await this.#next();
  }

  /** Nothing more is begun; the one that runs goes on. */
  stop() {
    this.#waiting = [];
  }

  async #next() {
    this.#seen = false;
    const current = this.#waiting.shift() ?? null;
    this.#current = current;
    if (!current || (await this.#start(current))) return;
    this.#gone.add(current);
    await this.#next();
  }
}
