/**
 * Texts as they are compared: without blanks, which pages lay out in their own ways, and with
 * typographic marks and their typed forms alike. Letter for letter, so that places can be counted
 * in it. Pure.
 */

/** Blanks, and what nobody sees: soft hyphens, joiners of words, control characters. */
const UNSEEN = /[\s\p{Cc}\p{Cs}\u00ad\u200b\u2060\ufeff]+/gu;
const SEEN = /[^\s\p{Cc}\p{Cs}\u00ad\u200b\u2060\ufeff]+/gu;
const MARKS = /[‘’‚‛′“”„‟«»″‐‑‒–—−]/g;
/** @type {Record<string, string>} */
const TYPED = {
  ...Object.fromEntries([...'‘’‚‛′'].map((mark) => [mark, "'"])),
  ...Object.fromEntries([...'“”„‟«»″'].map((mark) => [mark, '"'])),
  ...Object.fromEntries([...'‐‑‒–—−'].map((mark) => [mark, '-'])),
};
/** Scripts that write words without blanks between them. */
const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}]/u;
const LETTER = /[\p{L}\p{M}\p{N}]/u;
const DIGIT = /\p{Nd}/u;
const BEFORE_DIGITS = /\p{Nd}[.,']$/u;
const AFTER_DIGITS = /^[.,']\p{Nd}/u;

/** What needs no more than its blanks taken out. */
const PLAIN = /^[\x20-\x7e]*$/;

/** @param {string} text @returns {string} */
function densely(text) {
  if (PLAIN.test(text)) return text.replaceAll(' ', '');
  return text.replace(UNSEEN, '').replace(MARKS, (mark) => TYPED[mark] ?? mark);
}

/**
 * The place in a text of its n-th letter that is compared.
 * @param {string} text @param {number} count
 * @returns {number}
 */
function placeOfLetter(text, count) {
  let left = count;
  for (const { 0: run, index } of text.matchAll(SEEN)) {
    if (left < run.length) return index + left;
    left -= run.length;
  }
  return text.length;
}

/**
 * Whether a cut between two texts would part a word or a number. `before` and `after` are spaced
 * as the page spaces them.
 * @param {string} before @param {string} after
 * @returns {boolean}
 */
function partsWord(before, after) {
  const last = [...before.slice(-2)].at(-1) ?? '';
  const [first = ''] = after;
  if (DIGIT.test(last) && AFTER_DIGITS.test(after)) return true;
  if (DIGIT.test(first) && BEFORE_DIGITS.test(before)) return true;
  if (!LETTER.test(last) || !LETTER.test(first)) return false;
  return !UNSPACED.test(last) && !UNSPACED.test(first);
}
