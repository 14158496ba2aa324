/** What is said to the background once, and by whom it may be said. */

import { explainTaken } from './cannot.js';
import { allFlags, appeal, flag, ownFlags, rate, unflag } from './flags.js';
import { keep, notesFor } from './history.js';
import { probe } from './probe.js';
import { scan } from './scan.js';
import { checkOffered, drawOnReturn, reach } from './ways.js';
import { addressOf } from '../shared/browser.js';
import { textsChosen } from '../shared/texts.js';

/** @typedef {chrome.runtime.MessageSender} Sender */

/** @type {Record<string, (message: any, sender: Sender) => Promise<unknown>>} */
const FROM_ANYWHERE = {
  keep,
  arrived: drawOnReturn,
  ask: checkOffered,
  flag,
  unflag,
  appeal,
  rate,
  ownFlags,
  notesOn: (message, sender) => notesFor(message.url, sender),
  texts: () => textsChosen(),
  cardTaken: (_message, { tab }) => explainTaken(tab?.id),
};

/** @type {Record<string, (message: any) => Promise<unknown>>} */
const FROM_OWN_PAGES = {
  allFlags,
  probe: (message) => probe(message.address),
  reach: (message) => reach(message.tabId),
  scan: (message) => scan(message.page, message.text),
};

/**
 * @param {any} message
 * @param {Sender} sender
 * @returns {Promise<unknown> | null} null for what is not for the background
 */
export function answerTo(message, sender) {
  const type = String(message?.type);
  if (Object.hasOwn(FROM_ANYWHERE, type)) return FROM_ANYWHERE[type]?.(message, sender) ?? null;
  if (!isOwnPage(sender) || !Object.hasOwn(FROM_OWN_PAGES, type)) return null;
  return FROM_OWN_PAGES[type]?.(message) ?? null;
}

/** @param {Sender} sender @returns {boolean} */
const isOwnPage = ({ url = '' }) => url.startsWith(addressOf('pages/'));
