/** A question before something is deleted. The answer that changes nothing has the focus. */

import { part } from '../fill.js';

/**
 * @param {{heading: string, words: string, yes: string}} question
 * @returns {Promise<boolean>}
 */
export function asked({ heading, words, yes }) {
  const dialog = part('question', HTMLDialogElement);
  part('question-heading', HTMLElement).textContent = heading;
  part('question-words', HTMLElement).textContent = words;
  part('question-yes', HTMLElement).textContent = yes;
  dialog.returnValue = 'no';
  dialog.showModal();
  part('question-no', HTMLElement).focus();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
