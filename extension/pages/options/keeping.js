/** Whether notes are kept, and whether they are drawn again on every visit. */

import { part } from '../fill.js';
import { asked } from './asking.js';
import { showEverywhere, wireEverywhere } from './switches.js';
import { MOST, allKept, clear } from '../../shared/history.js';
import { keepsHistory, switchTo } from '../../shared/settings.js';

const box = part('history', HTMLInputElement);
const outcome = part('keeping-outcome', HTMLOutputElement);

part('history-hint', HTMLElement).textContent = say(
  'optionsHistoryHint',
  new Intl.NumberFormat(uiLanguage()).format(MOST),
);
wireEverywhere('showOnReturn', outcome);
box.addEventListener('change', () => (box.checked ? switchOn() : switchOff()));

export async function showKeeping() {
  box.checked = await keepsHistory();
  await showEverywhere('showOnReturn');
  outcome.value = '';
}

async function switchOn() {
  await switchTo('noHistory', false);
  outcome.value = say('optionsSaved');
}

/** What there was would be a history still: it goes, or the history stays on. */
async function switchOff() {
  const { length } = await allKept();
  if (length > 0 && !(await asked(questionFor(length)))) {
    box.checked = true;
    return;
  }
  await switchTo('noHistory', true);
  await clear();
  outcome.value = say('optionsHistoryOff');
}

/** @param {number} count */
function questionFor(count) {
  return {
    heading: say('questionHistory'),
    words: sayCount(count, { one: 'questionHistoryOne', other: 'questionHistoryOther' }),
    yes: say('questionHistoryYes'),
  };
}
