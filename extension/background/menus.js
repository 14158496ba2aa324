/** The browser's menus: a check on a selection, where the reader wants it; the panel on our button. */

import { offersMenu } from '../shared/settings.js';
import { openSidePanel, replaceMenus } from '../shared/browser.js';
import { textOf } from '../shared/texts.js';

export const CHECK = 'check-claim';
const PANEL = 'open-panel';

let last = Promise.resolve();

/** Brings the menus in line with what the reader wants; one after the other. */
export function arrangeMenus() {
  last = last.then(arrange, arrange);
  return last;
}

async function arrange() {
  const check = { id: CHECK, title: await textOf('menuCheck'), contexts: ['selection'] };
  const panel = { id: PANEL, title: await textOf('menuPanel'), contexts: ['action'] };
  await replaceMenus((await offersMenu()) ? [check, panel] : [panel]);
}

/**
 * Browsers open it only straight from what the reader did, so nothing is awaited before.
 * @param {string | number} chosen @param {chrome.tabs.Tab | undefined} tab
 */
export function openPanelFor(chosen, tab) {
  if (chosen === PANEL && tab) openSidePanel(tab.windowId);
}
