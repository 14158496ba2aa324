/**
 * Where the words of a difference stand in a text, so that they can be marked there.
 *
 * A difference carries words of the claim and of the report, but not their places. Its words have
 * to stand together or, failing that, in order and close by. Of several such places, those are
 * meant whose surroundings share the most words with the other text; where that does not decide,
 * all are. Pure; the backend does the same, and tests/marks.json holds for both.
 *
 * @typedef {{words: string, near: string}} Wanted `near` is the other text
 * @typedef {{text: string, marked: boolean}} Piece
 * @typedef {[start: number, end: number]} Span
 * @typedef {number[]} WordPlace the places of words among a text's tokens
 */

/** How many other words may stand among the words where they do not stand together. */
const SLACK = 6;
/** How many words on each side are a place's surroundings. */
const NEARBY = 6;
/** How long a word has to be to tell one place from another. */
const TELLING_LENGTH = 4;

/**
 * @param {string} text
 * @param {Wanted[]} wanted
 * @returns {Piece[]} joined they are the text again, character for character
 */
function piecesOf(text, wanted) {
  const spans = wanted.flatMap((each) => placesOf(text, each));
  spans.sort(([start, end], [other, otherEnd]) => start - other || otherEnd - end);
  /** @type {Piece[]} */
  const pieces = [];
  let done = 0;
  for (const [start, end] of spans) {
    if (end <= done) continue;
    const from = Math.max(start, done);
    pieces.push({ text: text.slice(done, from), marked: false });
    pieces.push({ text: text.slice(from, end), marked: true });
    done = end;
  }
  pieces.push({ text: text.slice(done), marked: false });
  return pieces.filter((piece) => piece.text !== '');
}

/** @param {string} text @param {Wanted} wanted @returns {Span[]} empty where they do not stand there */
function placesOf(text, { words, near }) {
  const tokens = tokensOf(text);
  const wanted = tokensOf(words).map((token) => token.folded);
  const together = foundTogether(tokens, wanted);
  const found = together.length > 0 ? together : foundCloseBy(tokens, wanted);
  return likeliest(found, tokens, near)
    .flatMap((place) => spansOf(tokens, place))
    .map((span) => withSigns(text, words, span));
}

/** @param {Token[]} tokens @param {string[]} words @returns {WordPlace[]} */
function foundTogether(tokens, words) {
  if (words.length === 0) return [];
  return [...tokens.keys()]
    .filter((start) => words.every((word, at) => tokens[start + at]?.folded === word))
    .map((start) => words.map((_, at) => start + at));
}

/** @param {Token[]} tokens @param {string[]} words @returns {WordPlace[]} */
function foundCloseBy(tokens, words) {
  if (words.length < 2) return [];
  return [...tokens.keys()]
    .map((start) => inOrder(tokens, words, start))
    .filter((place) => place.length === words.length);
}

/** The words' places in their order from a token on. @param {Token[]} tokens @param {string[]} words @param {number} start */
function inOrder(tokens, words, start) {
  /** @type {WordPlace} */
  const place = [];
  if (tokens[start]?.folded !== words[0]) return place;
  for (let at = start; at < start + words.length + SLACK; at += 1) {
    if (place.length < words.length && tokens[at]?.folded === words[place.length]) place.push(at);
  }
  return place;
}

/** @param {WordPlace[]} found @param {Token[]} tokens @param {string} near @returns {WordPlace[]} */
function likeliest(found, tokens, near) {
  const others = new Set(tokensOf(near).map((token) => token.folded));
  const scores = found.map((place) => sharedAround(place, tokens, others));
  const best = Math.max(...scores);
  return found.filter((_, at) => scores[at] === best);
}

/**
 * How much a place's surroundings share with the other text; the nearest words most.
 * @param {WordPlace} place @param {Token[]} tokens @param {Set<string>} others
 */
function sharedAround(place, tokens, others) {
  const first = place[0] ?? 0;
  const after = (place.at(-1) ?? 0) + 1;
  const sides = [
    tokens.slice(Math.max(0, first - NEARBY), first).reverse(),
    tokens.slice(after, after + NEARBY),
  ];
  const scores = sides.flatMap((side) =>
    side.map(({ folded }, distance) => (isShared(folded, others) ? NEARBY - distance : 0)),
  );
  return scores.reduce((sum, score) => sum + score, 0);
}

/** @param {string} word @param {Set<string>} others @returns {boolean} */
function isShared(word, others) {
  return lengthOf(word) >= TELLING_LENGTH && others.has(word);
}

/** Words next to each other are one span. @param {Token[]} tokens @param {WordPlace} place @returns {Span[]} */
function spansOf(tokens, place) {
  /** @type {Span[]} */
  const spans = [];
  for (const [index, at] of place.entries()) {
    const { start, end } = /** @type {Token} */ (tokens[at]);
    const last = spans.at(-1);
    if (last && place[index - 1] === at - 1) last[1] = end;
    else spans.push([start, end]);
  }
  return spans;
}

/**
 * With the signs that the words have at their ends: `$10`, `40%`.
 * @param {string} text @param {string} words @param {Span} span @returns {Span}
 */
function withSigns(text, words, [start, end]) {
  const tokens = tokensOf(words);
  const before = words.slice(0, tokens[0]?.start);
  const after = words.slice(tokens.at(-1)?.end);
  const from = text.slice(0, start).endsWith(before) ? start - before.length : start;
  const to = text.slice(end).startsWith(after) ? end + after.length : end;
  return [from, to];
}
