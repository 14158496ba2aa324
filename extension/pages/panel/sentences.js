/** One sentence of a scan: its words, whether it was checked, and the box to pick it. */

import { noteOf } from './listing.js';
import { actionFor, actions, verdictLabel } from './rows.js';
import { verdictShape } from './shapes.js';

/**
 * @typedef {import('../../shared/types.js').Sentence} Sentence
 * @typedef {import('../../shared/types.js').ListedNote} ListedNote
 * @typedef {{address: string, notes: ListedNote[],
 *   standing: 'waiting' | 'checking' | 'gone' | null, isChosen: boolean, isFull: boolean,
 *   choose: (chosen: boolean) => void, does: import('./here.js').HereActions}} Around
 *   `address` is the backend's; `isFull`: no more may be picked
 */

/** @param {Sentence} sentence @param {number} place @param {Around} around @returns {import('./lists.js').Line} */
export function sentenceLine(sentence, place, around) {
  const note = noteOf(sentence, around.notes);
  const { standing, isChosen, isFull } = around;
  const canChoose = standing !== 'waiting' && standing !== 'checking' && note?.state !== 'checking';
  const box = { isChosen, canChoose: canChoose && (isChosen || !isFull) };
  return {
    key: String(place),
    stamp: JSON.stringify([note, standing, box]),
    build: () =>
      make(
        'li',
        { class: 'entry' },
        choice(sentence, box, around.choose),
        ...standingLines(sentence, note, around),
      ),
  };
}

/** @param {Sentence} sentence @param {{isChosen: boolean, canChoose: boolean}} box @param {(chosen: boolean) => void} choose */
function choice({ quote }, { isChosen, canChoose }, choose) {
  const input = make('input', { type: 'checkbox' });
  input.checked = isChosen;
  input.disabled = !canChoose;
  input.addEventListener('change', () => choose(input.checked));
  return make('label', { class: 'choice' }, input, make('span', { class: 'quote', dir: 'auto' }, quote));
}

/** @param {Sentence} sentence @param {ListedNote | null} note @param {Around} around @returns {Child[]} */
function standingLines(sentence, note, { standing, address, does }) {
  if (note?.verdict) return [...checkedLines(note, note.verdict, does)];
  if (standing === 'checking' || note?.state === 'checking') return [line('checking', say('noteChecking'))];
  if (standing === 'waiting') return [line('checking', say('scanTurn'))];
  if (standing === 'gone') return [line('not_checkable', say('scanGone'))];
  if (note?.state === 'failed') return [line('not_checkable', say('noteFailed'))];
  return [line('not_checkable', say('headingNotChecked')), ...knownLines(sentence, address)];
}

/** @param {ListedNote} note @param {import('../../shared/types.js').Verdict} verdict @param {import('./here.js').HereActions} does */
function checkedLines({ id, quote }, verdict, { jump, open }) {
  return [
    line(verdict, verdictLabel(verdict)),
    actions(
      actionFor(say('noteJump'), quote, () => jump(id)),
      actionFor(say('noteOpen'), quote, () => open(id)),
    ),
  ];
}

/** What others had checked: here as a note of somebody's, elsewhere as the same claim. @param {Sentence} sentence @param {string} address */
function knownLines({ note, known }, address) {
  const here = `${address}/n/`;
  const own = note ? make('p', {}, makeLink(here + encodeURIComponent(note), say('scanNoteHere'))) : null;
  return [own, ...known.map((row) => knownLine(row, here))];
}

/** @param {import('./shapes.js').Shaped} shaped @param {string} words */
const line = (shaped, words) =>
  make('p', { class: 'standing' }, verdictShape(shaped), make('span', {}, words));
