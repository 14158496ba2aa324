/** The notes on the page in the tab beside: those in its order, and those whose words are gone. */

import { part } from '../fill.js';
import { listed } from './listing.js';
import { showLines } from './lists.js';
import { actionFor, actions, noteLine, verdictLabel } from './rows.js';

/**
 * @typedef {import('../../shared/types.js').ListedNote} ListedNote
 * @typedef {import('../../shared/types.js').PageState} PageState
 * @typedef {{jump: (id: string) => void, open: (id: string) => void}} HereActions
 */

/** Nothing of the page before, until the one that is there now has answered. */
export function showNothingHere() {
  part('where', HTMLElement).textContent = '';
  part('notes-none', HTMLElement).replaceChildren();
  showNotes([], { jump: () => undefined, open: () => undefined });
}

/** @param {PageState | null} state @param {HereActions} does */
export function showHere(state, does) {
  part('where', HTMLElement).textContent = state ? state.title || state.url : '';
  showNotes(state?.notes ?? [], does);
  const none = part('notes-none', HTMLElement);
  const words = noneWords(state);
  if (none.textContent !== words.join('')) {
    none.replaceChildren(...words.map((line) => make('p', { class: 'quiet' }, line)));
  }
}

/** @param {PageState | null} state @returns {string[]} */
function noneWords(state) {
  if (!state) return [say('hereUnreached'), say('hereUnreachedDo')];
  return state.notes.length > 0 ? [] : [say('hereNone'), say('hereNoneDo')];
}

/** @param {ListedNote[]} notes @param {HereActions} does */
function showNotes(notes, does) {
  const { here, orphans } = listed(notes);
  showLines(part('notes', HTMLElement), here.map((note) => lineOf(note, does)));
  showLines(part('orphans', HTMLElement), orphans.map((note) => lineOf(note, does)));
  part('orphans-part', HTMLElement).hidden = orphans.length === 0;
}

/** @param {ListedNote} note @param {HereActions} does @returns {import('./lists.js').Line} */
function lineOf(note, does) {
  const { id, state, quote, verdict } = note;
  return {
    key: id,
    stamp: JSON.stringify([state, quote, verdict]),
    build: () =>
      noteLine(
        verdict ?? 'checking',
        standing(note),
        quote,
        state === 'orphan' ? make('p', { class: 'quiet' }, say('orphanLost')) : null,
        buttonsFor(note, does),
      ),
  };
}

/** @param {ListedNote} note @returns {string} */
function standing({ state, verdict }) {
  if (verdict) return verdictLabel(verdict);
  return say(state === 'failed' ? 'noteFailed' : 'noteChecking');
}

/** @param {ListedNote} note @param {HereActions} does */
function buttonsFor({ id, state, quote, verdict }, { jump, open }) {
  const show = actionFor(say('noteJump'), quote, () => jump(id));
  const read = actionFor(say('noteOpen'), quote, () => open(id));
  return actions(state === 'orphan' ? null : show, verdict ? read : null);
}
