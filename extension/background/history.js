/** Keeps the notes that arrive on pages, and tells pages which are kept of them. */

import { keptNote, keptOn, keyOf, put, remove } from '../shared/history.js';
import { keepsHistory } from '../shared/settings.js';

/**
 * @typedef {import('../shared/types.js').KeptNote} KeptNote
 * @typedef {Extract<import('../shared/types.js').FromContent, {type: 'keep'}>} Keep
 * @typedef {Pick<chrome.runtime.MessageSender, 'tab' | 'url'>} Sender
 */

/**
 * Keeps a note, unless the reader wants no history or reads in a private window.
 * @param {Keep} message
 * @param {Sender} sender
 * @returns {Promise<true>} once nothing more is to be done
 */
export async function keep(message, sender) {
  const kept = keptFrom(message, new Date());
  if (sender.tab?.incognito || !/^https?:/.test(kept.page.url)) return true;
  if (await keepsHistory()) await write(kept);
  return true;
}

/** The history may be switched off while a note is being written. @param {KeptNote} kept */
async function write(kept) {
  const before = await keptNote(keyOf(kept));
  await put({ ...kept, flags: before?.flags ?? [], right: before?.right ?? false });
  if (!(await keepsHistory())) await remove(keyOf(kept));
}

/** @param {Keep} message @param {Date} now @returns {KeptNote} */
function keptFrom({ id, page, anchor, note, highlight }, now) {
  const { page: on, ...quoted } = highlight;
  return {
    id,
    backend: page.replace(/\/n\/[^/]*$/, ''),
    page: { url: on.url, title: on.title ?? '' },
    highlight: quoted,
    anchor,
    note,
    keptAt: now.toISOString(),
    flags: [],
  };
}

/**
 * What is kept of an address.
 * @param {string} url
 * @returns {Promise<KeptNote[]>} none where no history is kept
 */
export async function notesOn(url) {
  return (await keepsHistory()) ? keptOn(url) : [];
}

/**
 * The same, asked by a page: it learns of its own origin's notes alone.
 * @param {string} url
 * @param {Sender} sender
 * @returns {Promise<KeptNote[]>}
 */
export async function notesFor(url, sender) {
  return isOwnPage(url, sender) ? notesOn(url) : [];
}

/** @param {string} url @param {Sender} sender @returns {boolean} */
function isOwnPage(url, { url: asking = '' }) {
  if (!URL.canParse(url) || !URL.canParse(asking)) return false;
  const { origin } = new URL(url);
  return origin !== 'null' && origin === new URL(asking).origin;
}
