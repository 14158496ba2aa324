/**
 * What of the highlight got no verdict, said so that nobody takes it for approval.
 *
 * @typedef {{text: string, why: string}} NotChecked
 */

/** How many words a part needs to be missed when no claim holds it: "and" alone says nothing. */
const SAYS_SOMETHING = 3;

/** @param {Note} note @returns {HTMLElement | null} */
function uncheckedSection(note) {
  const unchecked = uncheckedParts(note);
  if (unchecked.length === 0) return null;
  return make(
    'section',
    { class: 'unchecked' },
    make('h3', {}, uncheckedSign(), say('headingNotChecked')),
    make('p', {}, say('notCheckedMeaning')),
    make('ul', {}, ...unchecked.map(uncheckedLine)),
  );
}

/** A ring with a bar across: nothing was looked at here. */
function uncheckedSign() {
  return makeDrawing(
    'shape',
    '0 0 24 24',
    ['circle', { class: 'ring', cx: '12', cy: '12', r: '10', 'stroke-dasharray': '3 3' }],
    ['path', { class: 'bar', d: 'M7 12h10' }],
  );
}

/** @param {NotChecked} part */
function uncheckedLine({ text, why }) {
  return make('li', {}, make('q', { dir: 'auto' }, text), make('span', { class: 'quiet' }, why));
}

/** In the order of the highlight. @param {Note} note @returns {NotChecked[]} */
function uncheckedParts({ highlight, claims }) {
  const refused = claims.flatMap(({ text, start = 0, ...claim }) =>
    claim.reason ? [{ start, text, why: reasonWords(claim) }] : [],
  );
  const left = gapsBetween(highlight?.exact ?? '', claims);
  return [...refused, ...left].sort((one, other) => one.start - other.start);
}

/**
 * What lies between the claims and says something. Places count code points, as the backend does.
 * @param {string} exact @param {Note['claims']} claims
 */
function gapsBetween(exact, claims) {
  const letters = [...exact];
  const spans = claims.map(({ start = 0, end = letters.length }) => ({ start, end }));
  spans.sort((one, other) => one.start - other.start);
  const gaps = [];
  let done = 0;
  for (const { start, end } of [...spans, { start: letters.length, end: letters.length }]) {
    const text = letters.slice(done, start).join('').trim();
    if (countWords(text) >= SAYS_SOMETHING) {
      gaps.push({ start: done, text, why: say('notCheckedRest') });
    }
    done = Math.max(done, end);
  }
  return gaps;
}

/** @param {string} text @returns {number} */
function countWords(text) {
  return (text.match(/[\p{L}\p{N}_]+/gu) ?? []).length;
}
