/**
 * The history across pages: search, open, delete and take the deletion back, save as a file.
 *
 * @typedef {import('../../shared/types.js').KeptNote} KeptNote
 * @typedef {{open: (kept: KeptNote) => void, announcer: ReturnType<typeof makeAnnouncer>}} PastMeans
 */

import { part } from '../fill.js';
import { exported, FORMATS } from './exports.js';
import { found } from './finding.js';
import { showLines } from './lists.js';
import { actionFor, actions, noteLine, verdictLabel } from './rows.js';
import { allKept, keyOf, onChange, put, remove } from '../../shared/history.js';
import { keepsHistory } from '../../shared/settings.js';

/** Lines that are drawn at once. */
const A_PAGE = 50;

export class PastView {
  #means;
  /** @type {KeptNote[]} */
  #kept = [];
  /** Deleted a moment ago, for those who change their mind. @type {Map<string, KeptNote>} */
  #removed = new Map();
  #shown = A_PAGE;
  #query = part('query', HTMLInputElement);
  #more = part('more', HTMLButtonElement);
  #asked = 0;

  /** @param {PastMeans} means */
  constructor(means) {
    this.#means = means;
    this.#query.addEventListener('input', () => this.#search());
    this.#more.addEventListener('click', () => this.#showMore());
    part('export-buttons', HTMLElement).append(...FORMATS.map((format) => this.#exportButton(format)));
    onChange(() => this.refresh());
  }

  /** Reads the history anew. @returns {Promise<void>} */
  async refresh() {
    this.#asked += 1;
    const asked = this.#asked;
    const kept = await allKept();
    if (asked !== this.#asked) return;
    this.#kept = kept;
    await this.#draw();
  }

  /** Forgets what could be taken back. */
  settle() {
    this.#removed.clear();
  }

  /** @returns {KeptNote[]} */
  get #found() {
    return found(this.#kept, this.#query.value);
  }

  #search() {
    this.#shown = A_PAGE;
    this.settle();
    this.#draw();
    const { length } = this.#found;
    this.#means.announcer.progress(length > 0 ? countWords(length) : say('pastNoMatch'));
  }

  #showMore() {
    const before = this.#shown;
    this.#shown += A_PAGE;
    this.#draw();
    const line = part('past-list', HTMLElement).children[before];
    line?.querySelector('button')?.focus();
  }

  async #draw() {
    const all = this.#found;
    const lines = [...all, ...this.#removed.values()].sort(byAge);
    showLines(part('past-list', HTMLElement), lines.slice(0, this.#shown).map((kept) => this.#line(kept)));
    this.#more.hidden = lines.length <= this.#shown;
    part('past-count', HTMLElement).textContent = all.length > 0 ? countWords(all.length) : '';
    part('exports', HTMLElement).hidden = all.length === 0;
    part('export-what', HTMLElement).textContent = exportWords(all.length, this.#query.value);
    part('past-none', HTMLElement).replaceChildren(
      ...(lines.length > 0 ? [] : await noneWords(this.#kept.length)),
    );
  }

  /** @param {KeptNote} kept @returns {import('./lists.js').Line} */
  #line(kept) {
    const key = keyOf(kept).join(' ');
    const isRemoved = this.#removed.has(key);
    return {
      key,
      stamp: JSON.stringify([kept.keptAt, isRemoved]),
      build: () => (isRemoved ? this.#removedLine(kept) : this.#keptLine(kept)),
    };
  }

  /** @param {KeptNote} kept */
  #keptLine(kept) {
    const { note, highlight, page, keptAt } = kept;
    const { quote } = highlight;
    return noteLine(
      note.verdict,
      verdictLabel(note.verdict),
      quote,
      fromLine(page, keptAt),
      actions(
        actionFor(say('noteOpen'), quote, () => this.#means.open(kept)),
        actionFor(say('pastDelete'), quote, () => this.#remove(kept)),
      ),
    );
  }

  /** @param {KeptNote} kept */
  #removedLine(kept) {
    const { quote } = kept.highlight;
    return make(
      'li',
      { class: 'entry removed' },
      make('p', { class: 'quiet', dir: 'auto' }, say('pastDeleted', quote)),
      actions(actionFor(say('pastUndo'), quote, () => this.#restore(kept))),
    );
  }

  /** @param {KeptNote} kept */
  async #remove(kept) {
    this.#removed.set(keyOf(kept).join(' '), kept);
    await remove(keyOf(kept));
    this.#means.announcer.now(say('pastDeletedNow'));
  }

  /** @param {KeptNote} kept */
  async #restore(kept) {
    this.#removed.delete(keyOf(kept).join(' '));
    await put(kept);
    this.#means.announcer.now(say('pastRestored'));
  }

  /** @param {typeof FORMATS[number]} format */
  #exportButton({ format, type, ending }) {
    return makeButton(
      'quiet-button',
      () => save(exported(format, this.#found, verdictLabel), type, ending),
      say(EXPORT_WORDS[format]),
    );
  }
}

/** @type {Record<typeof FORMATS[number]['format'], MessageKey>} */
const EXPORT_WORDS = { json: 'exportJson', csv: 'exportCsv', markdown: 'exportMarkdown' };

/** @param {KeptNote} one @param {KeptNote} other the newest first */
const byAge = (one, other) => (one.keptAt < other.keptAt ? 1 : -1);

/** @param {number} count */
const countWords = (count) => sayCount(count, { one: 'pastCountOne', other: 'pastCountOther' });

/** @param {number} count @param {string} query */
function exportWords(count, query) {
  if (query.trim() === '') return say('exportAll');
  return sayCount(count, { one: 'exportFoundOne', other: 'exportFoundOther' });
}

/** @param {number} all how many there are without a search @returns {Promise<HTMLElement[]>} */
async function noneWords(all) {
  const keeps = await keepsHistory();
  const words = all > 0 ? [say('pastNoMatch')] : [say(keeps ? 'pastNone' : 'pastOff'), say('pastWhere')];
  return words.map((line) => make('p', { class: 'quiet' }, line));
}

/** Where and when. @param {KeptNote['page']} page @param {string} keptAt */
export function fromLine({ url, title }, keptAt) {
  return make(
    'p',
    { class: 'from quiet' },
    makeLink(url, title || url),
    make('span', {}, `${URL.canParse(url) ? new URL(url).host : ''} · ${dateWords(keptAt)}`),
  );
}

/** @param {string} text @param {string} type @param {string} ending */
function save(text, type, ending) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const day = new Date().toISOString().slice(0, 10);
  make('a', { href: address, download: `second-source-${day}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
