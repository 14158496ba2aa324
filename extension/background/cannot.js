/** Says, on the toolbar button, that a page cannot be worked on or lets no card stand, and why. */

import { markTab, openPopup, unsetPopup } from '../shared/browser.js';
import { CANNOT_WORDS } from '../shared/cannot-words.js';
import { textOf } from '../shared/texts.js';

/** @typedef {import('../shared/types.js').CannotReason} CannotReason */

/**
 * What is known before trying. The browser hides the address of its own pages.
 * @param {string | undefined} url
 * @returns {CannotReason | null}
 */
export function whyNot(url) {
  if (!url) return 'browser';
  if (/^https?:/.test(url)) return null;
  return url.startsWith('file:') ? 'file' : 'browser';
}

/**
 * @param {number} tabId
 * @param {CannotReason} reason
 * @returns {Promise<void>}
 */
export async function explainCannot(tabId, reason) {
  await markTab(tabId, {
    badge: '!',
    title: await textOf(CANNOT_WORDS[reason]),
    popup: `pages/cannot.html?reason=${reason}`,
  });
  await openPopup().then(
    () => unsetPopup(tabId),
    // Firefox may want a fresh click for this; the next click on the button opens it then.
    () => undefined,
  );
}

/**
 * The page's scripts take the card out as often as it comes back. A press of the button tries anew.
 * @param {number | undefined} tabId @returns {Promise<void>}
 */
export async function explainTaken(tabId) {
  if (tabId === undefined) return;
  await markTab(tabId, { badge: '!', title: await textOf('cardTaken'), popup: '' });
}

/** Takes an earlier explanation back. @param {number} tabId @returns {Promise<void>} */
export async function unmark(tabId) {
  await markTab(tabId, { badge: '', title: await textOf('actionTitle'), popup: '' });
}
