/** The reader's own flags and what became of them: a list that any page of ours can show. */

import { askBackground } from '../shared/browser.js';
import { backendAddress } from '../shared/settings.js';

/** @typedef {(words: string) => void} Announce */

/**
 * Asks the backend and shows what it says.
 * @param {HTMLElement} place
 * @param {Announce} announce tells screen readers
 * @returns {Promise<void>}
 */
export async function showFlags(place, announce) {
  place.replaceChildren(make('p', { class: 'quiet' }, say('flagsAsking')));
  const backend = await backendAddress();
  const answer = /** @type {FlagAnswer} */ (await askBackground({ type: 'allFlags' }));
  if (!answer.ok) {
    place.replaceChildren(...troubleParts(answer.trouble, () => showFlags(place, announce)));
    announce(troubleHeading(answer.trouble));
    return;
  }
  const flags = answer.flags.filter(({ status }) => status !== 'withdrawn');
  const items = flags.map((flag) => flagItem(flag, backend, announce));
  place.replaceChildren(
    make('p', { class: 'quiet' }, say(flags.length > 0 ? 'flagsMeaning' : 'flagsNone', backend)),
    make('ul', { class: 'entries' }, ...items),
  );
}

/** @param {Trouble} trouble @param {() => void} again @returns {HTMLElement[]} */
function troubleParts(trouble, again) {
  return [
    make('p', {}, make('b', {}, troubleHeading(trouble))),
    ...troubleWords(trouble).map((words) => make('p', { dir: 'auto' }, words)),
    makeButton('quiet-button', again, say('tryAgain')),
  ];
}

/** @param {OwnFlag} flag @param {string} backend @param {Announce} announce */
function flagItem(flag, backend, announce) {
  const { claim = '', report, comment, note, status } = flag;
  const item = make(
    'li',
    { class: 'entry own-flag' },
    make('blockquote', { class: 'claim', dir: 'auto' }, claim),
    make('p', {}, say('flaggedThis', flagReasonWords(flag))),
    report ? make('p', { class: 'source' }, make('b', { dir: 'auto' }, report.outlet), makeLink(report.url, report.title || report.url)) : null,
    comment ? make('p', { class: 'quiet', dir: 'auto' }, comment) : null,
    flagOutcome(flag),
    makeLink(`${backend}/n/${encodeURIComponent(note)}`, say('openPage')),
  );
  const ask = askerFor(flag, backend, item, announce);
  if (status === 'open') item.append(takeBackParts(ask));
  if (canAppeal(flag)) item.append(appealParts(ask));
  return item;
}

/**
 * What asks the background about a flag, and says in its place that it is done.
 * @param {OwnFlag} flag @param {string} backend @param {HTMLElement} item @param {Announce} announce
 * @returns {(message: object, done: MessageKey) => Promise<string>} to what went wrong, '' for nothing
 */
function askerFor({ note, evidence }, backend, item, announce) {
  return async (message, done) => {
    const about = { backend, note, evidence: evidence ?? '' };
    const answer = /** @type {FlagAnswer} */ (await askBackground({ ...about, ...message }));
    if (!answer.ok) return troubleWords(answer.trouble).join(' ');
    item.replaceChildren(make('p', { tabindex: '-1' }, say(done)));
    item.querySelector('p')?.focus();
    announce(say(done));
    return '';
  };
}

/** @param {ReturnType<typeof askerFor>} ask */
function appealParts(ask) {
  return new AppealSlot({ send: (reason) => ask({ type: 'appeal', reason }, 'appealSentTold') }).node;
}

/** @param {ReturnType<typeof askerFor>} ask */
function takeBackParts(ask) {
  const error = make('p', { class: 'fault', role: 'alert' });
  const takeBack = async () => {
    error.textContent = await ask({ type: 'unflag' }, 'flagTakenBack');
  };
  return make('div', {}, makeButton('quiet-button', takeBack, say('flagTakeBack')), error);
}
