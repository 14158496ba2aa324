/** The reader's ways in: the toolbar button with its shortcut, and the menu on a selection. */

import { explainCannot, unmark, whyNot } from './cannot.js';
import { showCard } from './inject.js';
import { onInstalled, onMenu, onToolbar, replaceMenu, text } from '../shared/browser.js';

const MENU = 'check-claim';

/** @typedef {Omit<import('../shared/types.js').Ask, 'styles'>} Asked */

export function listenForAsks() {
  onToolbar.addListener((tab) => ask(tab, { menuText: '', frameUrl: '', editable: false }));
  onMenu.addListener((info, tab) => {
    if (info.menuItemId === MENU && tab) ask(tab, asked(info));
  });
  onInstalled.addListener(() => replaceMenu(MENU, text('menuCheck')));
}

/** @param {chrome.contextMenus.OnClickData} info @returns {Asked} */
function asked({ selectionText, frameUrl, editable }) {
  return { menuText: selectionText ?? '', frameUrl: frameUrl ?? '', editable };
}

/**
 * @param {chrome.tabs.Tab} tab
 * @param {Asked} what
 * @returns {Promise<void>}
 */
async function ask(tab, what) {
  if (tab.id === undefined) return;
  const reason = whyNot(tab.url);
  if (reason) {
    await explainCannot(tab.id, reason);
    return;
  }
  try {
    await showCard(tab.id, what);
    await unmark(tab.id);
  } catch {
    await explainCannot(tab.id, 'other');
  }
}
