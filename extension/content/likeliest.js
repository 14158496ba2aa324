/**
 * Which of several places that say the same is the one that was meant: by what stands around it.
 * Where nothing tells them apart, none is. Pure.
 *
 * @typedef {{place: TextPlace, near: number, far: number}} Candidate
 *   how much of the surroundings is as it was: close by from 0 to 2, further out in letters
 */

/** Letters from which a text does not stand on a page by chance. */
const TELLING = 24;
/** Letters and words of the surroundings that are looked at close by. */
const CLOSE_LETTERS = 32;
const CLOSE_WORDS = 10;
const FURTHEST = 300;
/** How much likelier than the next the likeliest has to be. */
const NEAR_MARGIN = 0.5;
const FAR_MARGIN = 40;
/** How much of the surroundings has to be as it was for a short text, which may stand anywhere. */
const FAMILIAR = 0.8;

/**
 * @param {SoughtText} page
 * @param {Selector} selector
 * @param {TextPlace[]} places all say what the selector says
 * @param {(TextPlace | null)[]} hints where it stood
 * @returns {TextPlace | null}
 */
function likeliestPlace(page, selector, places, hints) {
  const [only] = places;
  if (only && places.length === 1 && densely(selector.quote).length >= TELLING) return only;
  const candidates = places.map((place) => candidateAt(page, selector, place));
  candidates.sort((one, other) => other.near - one.near);
  const [best] = candidates;
  if (!best) return null;
  if (candidates.length === 1) return best.near >= FAMILIAR ? best.place : null;
  const tied = candidates.filter(({ near }) => best.near - near < NEAR_MARGIN);
  tied.sort((one, other) => other.far - one.far);
  const [first, second] = tied;
  if (first && (!second || first.far - second.far >= FAR_MARGIN)) return first.place;
  return hintedAmong(tied, hints);
}

/** @param {Candidate[]} tied @param {(TextPlace | null)[]} hints @returns {TextPlace | null} */
function hintedAmong(tied, hints) {
  for (const hint of hints) {
    const found = tied.find(({ place }) => place.start === hint?.start);
    if (found) return found.place;
  }
  return null;
}

/**
 * @param {SoughtText} page @param {Selector} selector @param {TextPlace} place
 * @returns {Candidate}
 */
function candidateAt(page, { prefix, suffix }, place) {
  const { before, after } = page.around(place, FURTHEST);
  const left = sideLikeness(backwards(prefix), backwards(before));
  const right = sideLikeness(suffix, after);
  return { place, near: left.near + right.near, far: left.far + right.far };
}

/** @param {string} text @returns {string} */
function backwards(text) {
  return [...text].reverse().join('');
}

/**
 * How much of one side is as it was. Both texts begin at the quote.
 * @param {string} wanted @param {string} found
 */
function sideLikeness(wanted, found) {
  const [one, other] = [densely(wanted), densely(found)];
  const far = sharedRun(one, other);
  if (far >= Math.min(CLOSE_LETTERS, one.length)) {
    return { near: one === '' && other !== '' ? 0 : 1, far };
  }
  const share = sharedWords(closeWords(wanted), closeWords(found));
  return { near: Math.max(far / CLOSE_LETTERS, share), far };
}

/** @param {string} one @param {string} other @returns {number} */
function sharedRun(one, other) {
  let run = 0;
  while (run < one.length && one[run] === other[run]) run += 1;
  return run;
}

/** @param {string} text @returns {string[]} */
function closeWords(text) {
  return tokensOf(text)
    .slice(0, CLOSE_WORDS)
    .map(({ folded }) => folded);
}

/**
 * The share of words that stand in both in the same order.
 * @param {string[]} one @param {string[]} other
 * @returns {number} from 0 to 1
 */
function sharedWords(one, other) {
  let row = [0, ...other.map(() => 0)];
  for (const word of one) {
    const above = row;
    row = [0];
    for (const [at, found] of other.entries()) {
      const longest = Math.max(row[at] ?? 0, above[at + 1] ?? 0);
      row.push(word === found ? (above[at] ?? 0) + 1 : longest);
    }
  }
  return (row.at(-1) ?? 0) / Math.max(one.length, 1);
}
