/**
 * The interface's texts. A classic script, so that content scripts and pages can share it.
 *
 * @typedef {import('./types.js').MessageKey} MessageKey
 * @typedef {import('./types.js').Texts} Texts
 * @typedef {{one: MessageKey, other: MessageKey}} Forms
 */

/** In the language that the reader chose; null for the browser's. @type {Texts | null} */
let chosenTexts = null;

/** @param {Texts | null} texts */
function useTexts(texts) {
  chosenTexts = texts;
}

/**
 * @param {MessageKey} key
 * @param {...(string | number)} fills
 * @returns {string}
 */
function say(key, ...fills) {
  const text = chosenTexts?.[key];
  return text === undefined ? chrome.i18n.getMessage(key, fills.map(String)) : filled(text, fills);
}

/** As browsers fill their texts: $1 is the first. @param {string} text @param {(string | number)[]} fills */
function filled(text, fills) {
  return text.replace(/\$[1-9]/g, (mark) => String(fills[Number(mark[1]) - 1] ?? ''));
}

/**
 * The form of a text that fits a number: "1 report", "5 reports".
 * @param {number} count
 * @param {Forms} forms
 * @returns {string}
 */
function sayCount(count, forms) {
  const form = new Intl.PluralRules(uiLanguage()).select(count);
  return say(form === 'one' ? forms.one : forms.other, count);
}

/**
 * The language of what is shown. It is the browser's, with its region, where the texts are in it;
 * otherwise that of the texts, so that their plurals and dates fit them.
 * @returns {string}
 */
function uiLanguage() {
  const ofTexts = say('language');
  const [ofBrowser] = chrome.i18n.getUILanguage().split('-');
  return ofBrowser === ofTexts ? chrome.i18n.getUILanguage() : ofTexts;
}
