/**
 * The interface's texts. A classic script, so that content scripts and pages can share it.
 *
 * @typedef {import('./types.js').MessageKey} MessageKey
 * @typedef {{one: MessageKey, other: MessageKey}} Forms
 */

/**
 * @param {MessageKey} key
 * @param {...(string | number)} fills
 * @returns {string}
 */
function say(key, ...fills) {
  return chrome.i18n.getMessage(key, fills.map(String));
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
 * The language of what is shown. It is the browser's, with its region, where there are texts in it;
 * otherwise that of the texts that stand in, so that their plurals and dates fit them.
 * @returns {string}
 */
function uiLanguage() {
  const ofTexts = say('language');
  const [ofBrowser] = chrome.i18n.getUILanguage().split('-');
  return ofBrowser === ofTexts ? chrome.i18n.getUILanguage() : ofTexts;
}
