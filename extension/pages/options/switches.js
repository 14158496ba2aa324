/** A box that keeps one setting, at once. */

import { part } from '../fill.js';
import { giveUpReachAll, mayReachAll, requestReach, requestReachAll } from '../../shared/browser.js';
import {
  backendAddress,
  isOn,
  offersButton,
  patternFor,
  showsOnReturn,
  switchTo,
} from '../../shared/settings.js';

/**
 * Wires a box whose way in needs a word in every page: the browser asks the reader for that.
 * @param {'showOnReturn' | 'selectionButton'} name
 * @param {HTMLOutputElement} outcome
 */
export function wireEverywhere(name, outcome) {
  const box = part(name, HTMLInputElement);
  box.addEventListener('change', async () => {
    const isLeftOff = box.checked && !(await requestReachAll());
    if (isLeftOff) part(name, HTMLInputElement).checked = false;
    await switchTo(name, box.checked);
    await giveUpUnneeded();
    outcome.value = say(isLeftOff ? 'optionsNotAllowed' : 'optionsSaved');
  });
}

/** All pages are let go once nothing needs them; the backend may be one of them. */
async function giveUpUnneeded() {
  if ((await showsOnReturn()) || (await offersButton()) || !(await mayReachAll())) return;
  await giveUpReachAll();
  await requestReach(patternFor(await backendAddress()));
}

/** @param {'showOnReturn' | 'selectionButton'} name */
export async function showEverywhere(name) {
  part(name, HTMLInputElement).checked = await isOn(name);
}
