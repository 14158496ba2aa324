/**
 * Finds the words of a highlight again in a page's text, or says that they are gone. Where the
 * page has changed, it is the words that must be the same ones (see sameness.js); what stood
 * around them and where they stood decide only between places that say the same. Pure.
 *
 * @typedef {{quote: string, prefix: string, suffix: string, sentence?: SentenceRest | undefined}} Selector
 *   `sentence` is the rest of its sentence, where it is known better than by prefix and suffix
 * @typedef {Pick<PageText, 'text' | 'bare' | 'spaced' | 'around'>} SoughtText
 */

/** Letters on each side that make a place certain where they are as they were. */
const CERTAIN = 32;
/** Letters on each side in which the rest of a sentence is looked for. */
const SENTENCE = 200;
/** Places of a word that are looked at, at most. */
const MOST_PLACES = 60;

/**
 * @param {SoughtText} page
 * @param {Selector} selector
 * @param {(TextPlace | null)[]} hints where it stood, the most reliable first
 * @returns {TextPlace | null}
 */
function seekPlace(page, selector, hints) {
  const wanted = { ...selector, dense: densely(selector.quote) };
  if (wanted.dense === '') return null;
  const hinted = hints.filter((hint) => hint && isAt(page, wanted.dense, hint));
  const certain = hinted.find((hint) => hint && isCertain(page, selector, hint));
  if (certain) return certain;
  const all = exactPlaces(page, wanted);
  const [only] = all;
  if (only && all.length === 1 && isCertain(page, selector, only)) return only;
  const exact = all.filter((place) => isTheSame(page, selector, place));
  if (exact.length > 0) return likeliestPlace(page, selector, exact, hinted);
  const edited = editedPlaces(page, selector).filter((place) => isTheSame(page, selector, place));
  return likeliestPlace(page, selector, edited, hints);
}

/** @param {SoughtText} page @param {string} dense @param {TextPlace} place */
function isAt({ text }, dense, { start, end }) {
  return end - start === dense.length && text.startsWith(dense, start);
}

/** Nothing close by has changed. @param {SoughtText} page @param {Selector} selector @param {TextPlace} place */
function isCertain({ text }, selector, { start, end }) {
  const { before, after } = closeLetters(selector);
  return (
    text.slice(Math.max(0, start - before.length), start) === before &&
    text.startsWith(after, end) &&
    (before.length === CERTAIN || start === before.length) &&
    (after.length === CERTAIN || end + after.length === text.length)
  );
}

/** @param {Selector} selector @returns {{before: string, after: string}} of what stood around the quote */
function closeLetters({ prefix, suffix }) {
  const enough = 4 * CERTAIN;
  return {
    before: densely(prefix.slice(-enough)).slice(-CERTAIN),
    after: densely(suffix.slice(0, enough)).slice(0, CERTAIN),
  };
}

/** @param {SoughtText} page @param {Selector & {dense: string}} wanted @returns {TextPlace[]} */
function exactPlaces({ text }, { dense }) {
  return placesOfText(text, dense).map((start) => ({ start, end: start + dense.length }));
}

/** @param {string} text @param {string} part @returns {number[]} */
function placesOfText(text, part) {
  const places = [];
  let at = text.indexOf(part);
  while (at !== -1 && places.length < MOST_PLACES) {
    places.push(at);
    at = text.indexOf(part, at + 1);
  }
  return places;
}

/**
 * Whether the words here are whole, the same, and in a sentence that lets them say the same.
 * @param {SoughtText} page @param {Selector} selector @param {TextPlace} place
 */
function isTheSame(page, { quote, prefix, suffix, sentence }, place) {
  const { before, after } = page.around(place, SENTENCE);
  const words = page.spaced(place.start, place.end);
  return (
    isCutAs(prefix, before, quote, words) &&
    isCutAs(quote, words, suffix, after) &&
    signsAt(suffix) === signsAt(after) &&
    digitsOf(quote) === digitsOf(words) &&
    isInItsSentence(sentence, { prefix, suffix, quote }, { before, after })
  );
}

/**
 * Prefix and suffix do not say where a block ends, so without better knowledge they are compared with
 * what stands around a place as if that were one block too.
 * @param {SentenceRest | undefined} sentence @param {Selector} selector
 * @param {{before: string, after: string}} around
 */
function isInItsSentence(sentence, { prefix, suffix, quote }, around) {
  if (sentence) return restsAlike(sentence, sentenceAround(around, quote));
  const wanted = { before: flat(prefix), after: flat(suffix) };
  const found = { before: flat(around.before), after: flat(around.after) };
  return restsAlike(sentenceAround(wanted, quote), sentenceAround(found, quote));
}

/**
 * No word may be parted by the cut, but for one that the reader parted in the same way.
 * @param {string} left @param {string} nowLeft @param {string} right @param {string} nowRight
 */
function isCutAs(left, nowLeft, right, nowRight) {
  if (!partsWord(nowLeft, nowRight)) return true;
  return partsWord(left, right) && left.at(-1) === nowLeft.at(-1) && right[0] === nowRight[0];
}

/**
 * Signs that go with the words before them: "10" is not "10%", a statement no question.
 * @param {string} after
 */
function signsAt(after) {
  const [marks = ''] = /^[^\s\p{L}\p{N}]*/u.exec(after) ?? [];
  return marks.replace(/[^?%‰°$€£¥]/gu, '');
}

/** @param {string} text @returns {string} */
function digitsOf(text) {
  return (text.match(/\p{Nd}+(?:[.,\s']\p{Nd}{3}(?!\p{Nd}))*/gu) ?? [])
    .map((number) => number.replace(/[,\s']/g, ''))
    .join(' ');
}

/**
 * Places that say the same with small edits: each word that says something is there, in order.
 * They are looked for around the word of the quote that is rarest on the page, and only where its
 * other words are too.
 * @param {SoughtText} page @param {Selector} selector
 * @returns {TextPlace[]}
 */
function editedPlaces(page, { quote }) {
  const wanted = saidWords(quote).map(({ word }) => word);
  const spelt = wordsOfOneSpelling(quote);
  if (!spelt.every((word) => page.bare.includes(word))) return [];
  const lower = lowerOf(page.text);
  const reach = densely(quote).length * 1.5 + CERTAIN;
  /** @type {Map<number, TextPlace>} */
  const found = new Map();
  for (const at of placesOfRarest(lower, spelt)) {
    const start = Math.max(0, Math.floor(at - reach));
    const end = Math.ceil(at + reach);
    const near = bareText(lower.slice(start, end));
    if (!spelt.every((word) => near.includes(word))) continue;
    for (const place of placesBetween(page, start, end, wanted, isShouted(quote))) {
      found.set(place.start, place);
    }
  }
  return [...found.values()];
}

/**
 * @param {SoughtText} page @param {number} start @param {number} end
 * @param {string[]} wanted @param {boolean} shouts
 * @returns {TextPlace[]}
 */
function placesBetween(page, start, end, wanted, shouts) {
  const spaced = page.spaced(start, end);
  const placeOf = (/** @type {number} */ to) => start + densely(spaced.slice(0, to)).length;
  return placesOfWords(saidWords(spaced, shouts), wanted).map((place) => ({
    start: placeOf(place.start),
    end: placeOf(place.end),
  }));
}

/** In small letters where those are as many. @param {string} text @returns {string} */
function lowerOf(text) {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text;
}

/**
 * The words of a quote that are spelt in one way only, as bareText() has them; numbers, which are the
 * likeliest to be gone from a page, come first.
 * @param {string} quote
 */
function wordsOfOneSpelling(quote) {
  const words = saidWords(quote).map(({ start, end }) => bareText(densely(quote.slice(start, end))));
  const single = [...new Set(words)].filter((word) => oneSpelling(word) === word);
  const [numbers, others] = [single.filter(isNumber), single.filter((word) => !isNumber(word))];
  return [...numbers, ...others];
}

/** @param {string} word */
function isNumber(word) {
  return DIGIT.test(word);
}

/** @param {string} text @param {string[]} words @returns {number[]} the places of the rarest one */
function placesOfRarest(text, words) {
  const places = words
    .filter((word) => /^[\p{L}\p{N}]{3,}$/u.test(word))
    .map((word) => placesOfText(text, word))
    .filter((found) => found.length > 0 && found.length < MOST_PLACES);
  return places.sort((one, other) => one.length - other.length)[0] ?? [];
}

/**
 * @param {SaidWord[]} words @param {string[]} wanted
 * @returns {TextPlace[]} where these words stand one after the other
 */
function placesOfWords(words, wanted) {
  const places = [];
  for (let at = 0; at + wanted.length <= words.length; at += 1) {
    const first = words[at];
    const last = words[at + wanted.length - 1];
    if (first && last && wanted.every((word, index) => word === words[at + index]?.word)) {
      places.push({ start: first.start, end: last.end });
    }
  }
  return places;
}
