/**
 * The words and numbers of a text, in the form in which they are compared. Pure.
 *
 * @typedef {{folded: string, start: number, end: number}} Token
 */

const NUMBER = /\p{Nd}+(?:[.,\u00a0\u202f ]\p{Nd}{3})*(?:[.,]\p{Nd}+)?(?!\p{Nd})|\p{Nd}+/u;
const WORD = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/u;
const TOKEN = new RegExp(`${NUMBER.source}|${WORD.source}`, 'gu');
const THOUSANDS = /[.,\u00a0\u202f ](?=\p{Nd}{3}(?!\p{Nd}))/gu;

/** @param {string} text @returns {Token[]} */
function tokensOf(text) {
  return [...text.matchAll(TOKEN)].map(({ 0: word, index }) => ({
    folded: foldWord(word),
    start: index,
    end: index + word.length,
  }));
}

/** @param {string} word @returns {string} */
function foldWord(word) {
  if (/^\p{Nd}/u.test(word)) return word.replace(THOUSANDS, '').replaceAll(',', '.');
  return word.normalize('NFKC').toLowerCase().replaceAll('’', "'");
}
