/**
 * Scanning the page in the tab beside: says first what is sent, sends it on the press, lists what is
 * worth checking with "not checked" beside each, and checks what the reader picks.
 *
 * @typedef {import('../../shared/types.js').Sentence} Sentence
 * @typedef {import('../../shared/types.js').ListedNote} ListedNote
 * @typedef {{ask: (message: import('../../shared/types.js').ToContent) => Promise<any>,
 *   announce: (words: string) => void, does: import('./here.js').HereActions}} ScanMeans
 */

import { showLines } from './lists.js';
import { placeInScript } from './listing.js';
import { MOST_PICKS, Picks } from './picks.js';
import { sentenceLine } from './sentences.js';
import { askBackground, openOptions } from '../../shared/browser.js';
import { backendAddress } from '../../shared/settings.js';

/** @type {Forms} */
const CHECKS = { one: 'scanCheckOne', other: 'scanCheckOther' };
/** Code points; the backend takes no more. */
const LONGEST_TEXT = 200_000;

export class ScanView {
  #root;
  #means;
  /** Counts the pages: what is told of an earlier one is dropped. */
  #turn = 0;
  #text = '';
  #address = '';
  /** @type {Sentence[]} */
  #sentences = [];
  /** @type {Set<Sentence>} */
  #chosen = new Set();
  /** @type {ListedNote[]} */
  #notes = [];
  #picks = this.#freshPicks();
  /** What is sent, and to whom. */
  #where = make('p', { class: 'quiet' });
  #list = make('ol', { class: 'entries sentences' });
  #chosenButton = makeButton('main-button', () => this.#checkChosen());

  /** @param {HTMLElement} root @param {ScanMeans} means */
  constructor(root, means) {
    this.#root = root;
    this.#means = means;
  }

  /** The page was left: nothing of it remains. */
  async reset() {
    this.#turn += 1;
    this.#text = '';
    this.#sentences = [];
    this.#notes = [];
    this.#chosen.clear();
    this.#picks.stop();
    this.#picks = this.#freshPicks();
    this.#list.replaceChildren();
    await this.#offer();
  }

  /** @param {ListedNote[]} notes those that the page has now @returns {Promise<void>} */
  async follow(notes) {
    this.#notes = notes;
    await this.#picks.follow(notes);
    this.#draw();
  }

  #freshPicks() {
    return new Picks((sentence) => this.#begin(sentence));
  }

  /** The options have changed: an offer that is made names the backend that would be asked now. */
  async followOptions() {
    if (this.#where.isConnected) this.#where.textContent = say('scanSends', await backendAddress());
  }

  async #offer() {
    this.#where.textContent = say('scanSends', await backendAddress());
    this.#root.replaceChildren(
      this.#where,
      make('div', { class: 'buttons' }, makeButton('main-button', () => this.#scan(), say('scanStart'))),
    );
  }

  async #scan() {
    const turn = this.#turn;
    this.#showWait();
    const told = await this.#means.ask({ type: 'text' });
    if (turn !== this.#turn) return;
    const text = [...(told?.text ?? '')].slice(0, LONGEST_TEXT).join('');
    const scanned = told && (await askBackground({ type: 'scan', page: told.page, text }));
    if (turn !== this.#turn) return;
    if (scanned?.ok) this.#showFound(scanned, told.text, text);
    else this.#showTrouble(scanned?.trouble);
  }

  #showWait() {
    const words = make('p', { tabindex: '-1' }, say('scanWaiting'));
    this.#root.replaceChildren(words);
    words.focus();
  }

  /** @param {import('../../shared/types.js').Trouble | undefined} trouble */
  #showTrouble(trouble) {
    const remedies = { again: () => this.#scan(), options: openOptions };
    const view = trouble ? troubleView(trouble, remedies) : noticeView(say('hereUnreached'));
    this.#root.replaceChildren(view);
    this.#means.announce(view.querySelector('h3')?.textContent ?? '');
    view.querySelector('button')?.focus();
  }

  /**
   * @param {Extract<import('../../shared/types.js').Scanned, {ok: true}>} scanned
   * @param {string} whole the page's text @param {string} sent as much of it as was sent
   */
  #showFound({ sentences, address }, whole, sent) {
    this.#text = sent;
    this.#address = address;
    this.#sentences = sentences;
    const count = sayCount(sentences.length, { one: 'scanFoundOne', other: 'scanFoundOther' });
    const heading = make('p', { tabindex: '-1', class: 'found' }, sentences.length ? count : say('scanFoundNone'));
    const cut = whole.length > sent.length ? make('p', { class: 'quiet' }, say('scanCut')) : null;
    this.#root.replaceChildren(...present([heading, cut, ...this.#foundParts()]));
    this.#draw();
    heading.focus();
  }

  /** @returns {Child[]} */
  #foundParts() {
    const again = makeButton('quiet-button', () => this.#scan(), say('scanAgain'));
    if (this.#sentences.length === 0) return [make('div', { class: 'buttons' }, again)];
    return [
      make('p', { class: 'quiet' }, say('scanOrder')),
      make('div', { class: 'buttons sticky' }, this.#chosenButton, again),
      this.#list,
    ];
  }

  #draw() {
    const isFull = this.#chosen.size >= MOST_PICKS;
    const lines = this.#sentences.map((sentence, place) =>
      sentenceLine(sentence, place, {
        address: this.#address,
        notes: this.#notes,
        standing: this.#picks.standing(sentence),
        isChosen: this.#chosen.has(sentence),
        isFull,
        choose: (chosen) => this.#choose(sentence, chosen),
        does: this.#means.does,
      }),
    );
    showLines(this.#list, lines);
    this.#drawButton();
  }

  #drawButton() {
    const { size } = this.#chosen;
    const isRunning = !this.#picks.areDone;
    const checks = size > 0 ? sayCount(size, CHECKS) : say('scanChoose');
    this.#chosenButton.textContent = isRunning ? say('scanStop') : checks;
    this.#chosenButton.setAttribute('aria-disabled', String(!isRunning && size === 0));
  }

  /** @param {Sentence} sentence @param {boolean} chosen */
  #choose(sentence, chosen) {
    if (chosen) this.#chosen.add(sentence);
    else this.#chosen.delete(sentence);
    if (this.#chosen.size === MOST_PICKS) this.#means.announce(say('scanMost', MOST_PICKS));
    this.#draw();
  }

  async #checkChosen() {
    if (!this.#picks.areDone) {
      this.#picks.stop();
      this.#means.announce(say('scanStopped'));
    } else if (this.#chosen.size > 0) {
      const chosen = this.#sentences.filter((sentence) => this.#chosen.has(sentence));
      this.#chosen.clear();
      this.#means.announce(sayCount(chosen.length, { one: 'scanBegunOne', other: 'scanBegunOther' }));
      await this.#picks.check(chosen);
    }
    this.#draw();
  }

  /** @param {Sentence} sentence @returns {Promise<boolean>} */
  async #begin(sentence) {
    const { start, end } = placeInScript(this.#text, sentence);
    return (await this.#means.ask({ type: 'check', start, end })) === true;
  }
}
