/** Which lines the panel lists, and in which order. Pure. */

/**
 * @typedef {import('../../shared/types.js').ListedNote} ListedNote
 * @typedef {import('../../shared/types.js').Sentence} Sentence
 */

/**
 * The notes whose words are on the page, in its order, apart from those whose words are gone.
 * @param {ListedNote[]} notes
 */
export function listed(notes) {
  const ordered = notes.toSorted((one, other) => one.order - other.order);
  return {
    here: ordered.filter(({ state }) => state !== 'orphan'),
    orphans: ordered.filter(({ state }) => state === 'orphan'),
  };
}

/**
 * Places in a text as scripts count them, from places in code points, as the backend counts.
 * @param {string} text
 * @param {{start: number, end: number}} place
 * @returns {{start: number, end: number}}
 */
export function placeInScript(text, { start, end }) {
  const letters = [...text];
  const from = letters.slice(0, start).join('').length;
  return { start: from, end: from + letters.slice(start, end).join('').length };
}

/**
 * The note on this page that was made of a sentence's words.
 * @param {Pick<Sentence, 'quote' | 'note'>} sentence
 * @param {ListedNote[]} notes
 * @returns {ListedNote | null}
 */
export function noteOf({ quote, note }, notes) {
  const dense = (/** @type {string} */ text) => text.replace(/\s+/g, '');
  return (
    notes.find(({ id }) => id === note) ??
    notes.find((listedNote) => dense(listedNote.quote) === dense(quote)) ??
    null
  );
}
