/** The reader's ways in: the toolbar button, the menu on a selection, the shortcuts. */

import { explainCannot, unmark, whyNot } from './cannot.js';
import { NoPage, bare, showCard } from './inject.js';
import { CHECK, openPanelFor } from './menus.js';
import { onCommand, onMenu, onToolbar } from '../shared/browser.js';

const NEXT_NOTE = 'next-note';

/** @typedef {import('./inject.js').Asked} Asked */

export function listenForAsks() {
  onToolbar.addListener((tab) => ask(tab, bare('check')));
  onCommand.addListener((command, tab) => {
    if (command === NEXT_NOTE && tab) ask(tab, bare('next'));
    openPanelFor(command, tab);
  });
  onMenu.addListener((info, tab) => {
    if (info.menuItemId === CHECK && tab) ask(tab, asked(info));
    openPanelFor(info.menuItemId, tab);
  });
}

/** @param {chrome.contextMenus.OnClickData} info @returns {Asked} */
function asked({ selectionText, frameUrl, frameId, editable }) {
  const frame = { frameUrl: frameUrl ?? '', frameId: frameId ?? 0 };
  return { want: 'check', menuText: selectionText ?? '', ...frame, editable };
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
  } catch (error) {
    await explainCannot(tab.id, error instanceof NoPage ? 'noPage' : 'other');
  }
}
