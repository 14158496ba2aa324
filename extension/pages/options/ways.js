/** How the reader asks: the menu, a button beside a selection, the shortcuts. */

import { part } from '../fill.js';
import { showEverywhere, wireEverywhere } from './switches.js';
import { openShortcuts, shortcuts } from '../../shared/browser.js';
import { offersMenu, switchTo } from '../../shared/settings.js';

const menu = part('menu', HTMLInputElement);
const outcome = part('ways-outcome', HTMLOutputElement);

wireEverywhere('selectionButton', outcome);
menu.addEventListener('change', async () => {
  await switchTo('noMenu', !menu.checked);
  outcome.value = say('optionsSaved');
});
part('change-shortcuts', HTMLButtonElement).addEventListener('click', () => openShortcuts());

export async function showWays() {
  menu.checked = await offersMenu();
  await showEverywhere('selectionButton');
  part('shortcuts', HTMLElement).replaceChildren(...(await shortcuts()).flatMap(shortcutLine));
  outcome.value = '';
}

/** @param {{description: string, keys: string}} shortcut @returns {HTMLElement[]} */
function shortcutLine({ description, keys }) {
  return [
    make('dt', {}, description || say('menuCheck')),
    make('dd', {}, keys ? make('kbd', {}, keys) : say('optionsShortcutNone')),
  ];
}
