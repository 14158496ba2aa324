/** One note in a list: its verdict in shape and words, its quote, and what can be done with it. */

import { verdictShape } from './shapes.js';

/**
 * @param {import('./shapes.js').Shaped} shaped
 * @param {string} words
 * @param {string} quote
 * @param {...Child} rest
 * @returns {HTMLElement}
 */
export function noteLine(shaped, words, quote, ...rest) {
  return make(
    'li',
    { class: 'entry' },
    make('p', { class: 'standing' }, verdictShape(shaped), make('span', {}, words)),
    make('blockquote', { dir: 'auto' }, quote),
    ...rest,
  );
}

/**
 * A button that says what it does and, to those who hear it, to which note.
 * @param {string} words @param {string} quote @param {() => void} onClick
 */
export function actionFor(words, quote, onClick) {
  const button = makeButton('quiet-button', onClick, words);
  button.setAttribute('aria-label', say('actionFor', words, shortened(quote)));
  return button;
}

/** @param {...Child} buttons */
export const actions = (...buttons) => make('div', { class: 'buttons' }, ...buttons);

/** @param {string} quote @returns {string} */
function shortened(quote) {
  const letters = [...quote];
  return letters.length > 60 ? `${letters.slice(0, 60).join('')}…` : quote;
}

/** @param {import('../../shared/types.js').Verdict} verdict @returns {string} */
export const verdictLabel = (verdict) => say(wordsFor(verdict, null).label);
