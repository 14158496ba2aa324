/** Puts the content scripts into a tab, once, and hands them what the reader asked. */

import { pause } from './pause.js';
import { addressOf, insertScripts, insertStyles, runIn } from '../shared/browser.js';
import { textsChosen } from '../shared/texts.js';

/** In this order: each uses only what stands before it when the page runs it. */
const SCRIPTS = [
  'shared/say.js',
  'content/dom.js',
  'content/words.js',
  'content/told.js',
  'content/place.js',
  'content/letters.js',
  'content/quote.js',
  'content/selection.js',
  'content/page.js',
  'content/tokens.js',
  'content/sameness.js',
  'content/pagetext.js',
  'content/likeliest.js',
  'content/seek.js',
  'content/anchor.js',
  'content/readable.js',
  'content/highlight.js',
  'content/marks.js',
  'content/marked.js',
  'content/groups.js',
  'content/telling.js',
  'content/flagwords.js',
  'content/flagdesk.js',
  'content/privatefield.js',
  'content/flagform.js',
  'content/appealslot.js',
  'content/flagslot.js',
  'content/ratingslot.js',
  'content/evidence.js',
  'content/unchecked.js',
  'content/resolved.js',
  'content/known.js',
  'content/decision.js',
  'content/verdict.js',
  'content/text.js',
  'content/actions.js',
  'content/about.js',
  'content/note.js',
  'content/progress.js',
  'content/troubles.js',
  'content/announcer.js',
  'content/holding.js',
  'content/card.js',
  'content/link.js',
  'content/wire.js',
  'content/check.js',
  'content/notes.js',
  'content/notelist.js',
  'content/hits.js',
  'content/keeper.js',
  'content/onpage.js',
  'content/panel.js',
  'content/main.js',
];

/** @typedef {import('../shared/browser.js').Frame} Frame */
/**
 * @typedef {Omit<import('../shared/types.js').Ask, 'styles' | 'texts'> & {frameId: number}} Asked
 *   `frameId` is the frame that was asked in, as far as the browser told it; 0 for the top frame
 */

/** @typedef {'noPage' | 'bare' | 'ready'} Standing `bare`: the scripts are not in it yet */

/** It is a drawing or data: no card can stand in it. */
export class NoPage extends Error {}

const TRIES = 10;
const TRY_AGAIN_AFTER = 100;

/** What is asked without a menu, which would know more. @param {Asked['want']} want @returns {Asked} */
export const bare = (want) => ({
  want,
  menuText: '',
  frameUrl: '',
  frameId: 0,
  editable: false,
});

/**
 * @param {number} tabId
 * @param {Asked} asked
 * @param {number} tries how often a refusal is put to the test
 * @returns {Promise<void>} rejects where the browser lets no script run
 */
export async function showCard(tabId, asked, tries = TRIES) {
  const frame = { tabId, frameId: await cardFrame(tabId, asked.frameId) };
  const standing = await standingIn(frame, tries);
  if (standing === 'noPage') throw new NoPage();
  if (standing === 'bare') await insertScripts(frame, SCRIPTS);
  await insertStyles(tabId, 'content/highlight.css');
  await runIn(frame, handOver, { ...asked, styles: await cardStyles(), texts: await textsChosen() });
}

/**
 * The frame that the card stands in: the top one, which reaches the frames of its own origin. A frame
 * of another site shows it itself, where the browser lets scripts into it; else the top frame does,
 * with the words that the menu knows.
 * @param {number} tabId @param {number} frameId
 * @returns {Promise<number>}
 */
async function cardFrame(tabId, frameId) {
  if (frameId === 0) return 0;
  try {
    return (await runIn({ tabId, frameId }, isApart)) ? frameId : 0;
  } catch {
    return 0;
  }
}

/** Runs in a frame's isolated world: whether the top frame cannot reach it. @returns {boolean} */
function isApart() {
  try {
    return !globalThis.top?.document;
  } catch {
    return true;
  }
}

/**
 * How it stands with a frame. Chromium now and then tells of a press before it has granted the page,
 * so a refusal is put to the test for a moment.
 * @param {Frame} frame
 * @param {number} tries
 * @returns {Promise<Standing>}
 */
async function standingIn(frame, tries) {
  try {
    return (await runIn(frame, standingHere)) ?? 'bare';
  } catch (error) {
    if (tries <= 1) throw error;
    await pause(TRY_AGAIN_AFTER);
    return standingIn(frame, tries - 1);
  }
}

/** Runs in the page's isolated world. @returns {Standing} */
function standingHere() {
  if (!(document.documentElement instanceof HTMLElement)) return 'noPage';
  return typeof globalThis.secondSourceAsk === 'function' ? 'ready' : 'bare';
}

/** Runs in the page's isolated world. @param {import('../shared/types.js').Ask} ask */
function handOver(ask) {
  globalThis.secondSourceAsk(ask);
}

/**
 * The card's stylesheet as text: its shadow root is closed to `insertCSS`, and making the file
 * web-accessible would let pages notice the extension.
 * @returns {Promise<string>}
 */
async function cardStyles() {
  const file = await fetch(addressOf('content/card.css'));
  return file.text();
}
