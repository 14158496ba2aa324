/**
 * The ways in that the reader has to switch on, since they need a word in every page: kept notes
 * drawn on return, and a button beside a selection. While both are off, no script of ours is in any
 * page before the reader asks.
 */

import { notesFor } from './history.js';
import { bare, showCard } from './inject.js';
import { mayReachAll, registerScripts, registeredScripts, unregisterScripts } from '../shared/browser.js';
import { offersButton, showsOnReturn } from '../shared/settings.js';

/** @typedef {Pick<chrome.runtime.MessageSender, 'tab' | 'url'>} Sender */

const EVERYWHERE = { matches: ['http://*/*', 'https://*/*'], runAt: /** @type {const} */ ('document_idle') };
const WAYS = [
  { isOn: showsOnReturn, script: { id: 'return', js: ['content/return.js'], ...EVERYWHERE } },
  {
    isOn: offersButton,
    script: { id: 'offer', js: ['shared/say.js', 'content/dom.js', 'content/offer.js'], ...EVERYWHERE },
  },
];

let last = Promise.resolve();

/** Brings what is registered in line with what the reader wants and allows; one after the other. */
export function arrangeWays() {
  last = last.then(arrange, arrange);
  return last;
}

async function arrange() {
  const present = await registeredScripts();
  const allowed = await mayReachAll();
  for (const { isOn, script } of WAYS) {
    const wanted = allowed && (await isOn());
    if (wanted && !present.includes(script.id)) await registerScripts([script]);
    if (!wanted && present.includes(script.id)) await unregisterScripts([script.id]);
  }
}

/**
 * A page came up: draws what is kept of it. The scripts that draw come in only where there is
 * something to draw.
 * @param {Extract<import('../shared/types.js').FromContent, {type: 'arrived'}>} message
 * @param {Sender} sender
 */
export async function drawOnReturn({ url }, sender) {
  if (sender.tab?.id === undefined || !(await showsOnReturn())) return;
  const kept = await notesFor(url, sender);
  if (kept.length > 0) await showCard(sender.tab.id, bare('return'));
}

/** The button beside a selection was pressed. @param {unknown} _message @param {Sender} sender */
export async function checkOffered(_message, sender) {
  if (sender.tab?.id !== undefined && (await offersButton())) {
    await showCard(sender.tab.id, bare('check'));
  }
}

/**
 * Puts the content scripts into a tab and draws there what is kept of its page.
 * @param {number} tabId
 * @returns {Promise<boolean>} whether the browser allows it
 */
export async function reach(tabId) {
  try {
    await showCard(tabId, bare('return'), 1);
    return true;
  } catch {
    return false;
  }
}
