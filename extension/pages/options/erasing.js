/** Deletes everything that the extension holds, and says what the backend still does. */

import { part } from '../fill.js';
import { asked } from './asking.js';
import { forgetStored, giveUpAllReach } from '../../shared/browser.js';
import { clear } from '../../shared/history.js';
import { backendAddress } from '../../shared/settings.js';

/** @param {() => Promise<void>} after shows the options anew */
export function showErasing(after) {
  part('erase', HTMLButtonElement).addEventListener('click', () => erase(after));
}

/** @param {() => Promise<void>} after */
async function erase(after) {
  const address = await backendAddress();
  const question = {
    heading: say('questionErase'),
    words: say('questionEraseWords'),
    yes: say('questionEraseYes'),
  };
  if (!(await asked(question))) return;
  await clear();
  await forgetStored();
  await giveUpAllReach();
  await after();
  part('erase-outcome', HTMLOutputElement).value = say('optionsErased', address);
}
