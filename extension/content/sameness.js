/**
 * Whether two sentences are the same one, edited only in what carries no meaning: blanks,
 * punctuation, capitals, hyphens, articles, British or American spelling. Another number, name or
 * verb, a "not" more or less, another order: another sentence. Pure.
 */

/**
 * Words that can come and go without a change of what is said. No negation, no direction, no
 * quantity: neither "to" nor "all" is among them. Nor is "die": an article in
 * German, a verb in English.
 */
const LIGHT = new Set([
  ...['the', 'a', 'an', 'that', 'which', 'of', 'in', 'on', 'at', 'also'], // English
  ...['der', 'das', 'den', 'dem', 'des', 'ein', 'eine', 'einen', 'einem', 'einer', 'auch'],
  ...['le', 'la', 'les', 'l', 'un', 'une', 'du', 'de', 'd', 'que', 'aussi'], // French
  ...['el', 'los', 'las', 'una', 'del', 'también', 'il', 'lo', 'gli', 'anche'], // Spanish, Italian
]);
/** Numbers with their sign and fractions, words, and the few signs that say something. */
const SAYING =
  /(?<![\p{L}\p{N}])[-−](?=\p{Nd})|\p{Nd}+(?:[.,\u00a0\u202f' ]\p{Nd}{3}(?!\p{Nd}))*(?:[.,:]\p{Nd}+)*|[\p{L}\p{M}\p{N}]+(?:['’‐‑-][\p{L}\p{M}\p{N}]+)*|[?%‰°$€£¥+]/gu;
const GROUPS = /[,\u00a0\u202f' ](?=\p{Nd}{3}(?!\p{Nd}))/gu;
const ACRONYM = /^\p{Lu}{2,}$/u;
const NEGATIONS = new RegExp(
  `^(?:${[
    ...['no', 'not', 'never', 'none', 'nobody', 'nothing', 'neither', 'nor', 'without', 'cannot'],
    ...['false', 'untrue', 'deny', 'den(?:y|ies|ied|ying)', 'hardly', '.*n[\'’]t'],
    ...['nicht', 'kein\\w*', 'nie', 'niemals', 'niemand', 'nichts', 'ohne', 'falsch'],
    ...['ne', 'n', 'pas', 'jamais', 'aucune?', 'rien', 'sans', 'faux', 'sin', 'nunca', 'nada'],
    ...['non', 'mai', 'nessun\\w*', 'senza', 'falso', 'não', 'niet', 'geen', 'nooit', 'inte', 'ikke'],
    ...['не', 'нет', 'ни', 'никогда', 'без', 'nigdy'],
  ].join('|')})$`,
  'u',
);

const SENTENCE_END = /[.!?…:;]["'”’»)\]]*(?:\s+|$)|\n/u;
/** Words of the rest of a sentence, on each side, that have to be as they were. */
const JOINING = 2;

/** @typedef {{head: string, tail: string}} SentenceRest */
/** @typedef {{word: string, start: number, end: number}} SaidWord `word` as it is compared */

/**
 * What carries meaning in a text, in order.
 * @param {string} text
 * @param {boolean} [shouts] whether capitals tell nothing
 * @returns {SaidWord[]}
 */
function saidWords(text, shouts = isShouted(text)) {
  return [...text.matchAll(SAYING)]
    .map(({ 0: word, index }) => ({
      word: sameForm(word, shouts),
      start: index,
      end: index + word.length,
    }))
    .filter(({ word }) => !LIGHT.has(word));
}

/** Whether it is all in capitals. @param {string} text */
function isShouted(text) {
  return text === text.toUpperCase();
}

/** @param {string} word @param {boolean} shouted @returns {string} */
function sameForm(word, shouted) {
  if (/^\p{Nd}/u.test(word)) return word.replace(GROUPS, '');
  if (ACRONYM.test(word) && !shouted) return word;
  const lower = word.normalize('NFKC').toLowerCase().replace(/[‐‑-]/g, '').replaceAll('’', "'");
  return word.length < 5 || isNamed(word) ? lower : oneSpelling(lower);
}

/** @param {string} word @returns {boolean} */
function isNamed(word) {
  return word !== word.toLowerCase();
}

/** @param {string} lower @returns {string} "colour" and "color", "organise" and "organize" */
function oneSpelling(lower) {
  return lower
    .replace(/(?<=[a-z]{3})our(?=$|s$|ed$|ing$|able$|ite$)/, 'or')
    .replace(/is(?=e$|es$|ed$|ing$|ation$|ations$)/, 'iz')
    .replace(/(?<=[a-z]{3})re$/, 'er')
    .replace(/ll(?=ed$|ing$|er$|ers$)/, 'l');
}

/**
 * A text without blanks in which a word stands as it stands in any text that says the same: small
 * letters, no hyphens, no marks within numbers.
 * @param {string} dense
 * @returns {string}
 */
function bareText(dense) {
  return dense.replace(/[-',]/g, '').toLowerCase();
}

/** How often a text says no. @param {string} text @returns {number} */
function countNegations(text) {
  return saidWords(text).filter(({ word }) => NEGATIONS.test(word.toLowerCase())).length;
}

/**
 * Whether the rest of a sentence lets its words say what they said: what joins onto them is the
 * same, and it says no as often.
 * @param {SentenceRest} one @param {SentenceRest} other
 */
function restsAlike(one, other) {
  if (one.head === other.head && one.tail === other.tail) return true;
  return (
    countNegations(one.head) === countNegations(other.head) &&
    countNegations(one.tail) === countNegations(other.tail) &&
    joining(one.head, -JOINING) === joining(other.head, -JOINING) &&
    joining(one.tail, 0, JOINING) === joining(other.tail, 0, JOINING)
  );
}

/** @param {string} text @param {number} from @param {number} [to] */
function joining(text, from, to) {
  return saidWords(text, true)
    .slice(from, to)
    .map(({ word }) => word)
    .join(' ');
}

/**
 * The rest of the sentence that words stand in.
 * @param {{before: string, after: string}} around @param {string} words
 * @returns {SentenceRest}
 */
function sentenceAround({ before, after }, words) {
  const isOver = /[.!?…]["'”’»)\]]*$/u.test(words);
  return {
    head: before.split(SENTENCE_END).at(-1) ?? '',
    tail: isOver ? '' : (after.split(SENTENCE_END)[0] ?? ''),
  };
}
