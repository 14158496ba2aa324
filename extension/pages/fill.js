/** Fills a page's texts in: `data-message` names the key. */

import { textsChosen } from '../shared/texts.js';

useTexts(await textsChosen());

for (const element of document.querySelectorAll('[data-message]')) {
  const { message } = /** @type {HTMLElement} */ (element).dataset;
  element.textContent = say(/** @type {MessageKey} */ (message));
}
document.documentElement.lang = uiLanguage();

/**
 * An element that the page must have.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function part(id, type) {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`the page has no ${id}`);
}
