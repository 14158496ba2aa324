/** The interface's texts in the language that the reader chose, where it is not the browser's. */

import { addressOf, store, stored, text } from './browser.js';

/** @typedef {import('./types.js').MessageKey} MessageKey */
/** @typedef {import('./types.js').Texts} Texts */

const KEY = 'language';

/** What there is, each by its own name. @type {Record<string, string>} */
export const LANGUAGES = { de: 'Deutsch', en: 'English', fr: 'Français' };

/** @returns {Promise<string>} "" for the browser's */
export async function chosenLanguage() {
  const language = String((await stored(KEY)) ?? '');
  return Object.hasOwn(LANGUAGES, language) ? language : '';
}

/** @param {string} language "" for the browser's @returns {Promise<void>} */
export const chooseLanguage = (language) => store(KEY, language);

/** @returns {Promise<Texts | null>} null where they are the browser's own choice */
export async function textsChosen() {
  const language = await chosenLanguage();
  if (!language) return null;
  const file = await fetch(addressOf(`_locales/${language}/messages.json`));
  return textsIn(await file.json());
}

/** @param {Record<string, {message: string}>} messages as browsers keep them @returns {Texts} */
export function textsIn(messages) {
  const texts = Object.entries(messages).map(([key, { message }]) => [key, message]);
  return Object.fromEntries(texts);
}

/** For the background, which has no other way to say something. @param {MessageKey} key @returns {Promise<string>} */
export async function textOf(key) {
  return (await textsChosen())?.[key] ?? text(key);
}
