/** Searching the history: all words of the query, in any order, whatever their case and accents. Pure. */

/** @typedef {import('../../shared/types.js').KeptNote} KeptNote */

/** @param {KeptNote[]} kept @param {string} query @returns {KeptNote[]} in the same order */
export function found(kept, query) {
  const words = folded(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return kept;
  return kept.filter((one) => {
    const text = textOf(one);
    return words.every((word) => text.includes(word));
  });
}

/** @param {KeptNote} kept @returns {string} */
function textOf({ highlight, page, note }) {
  const evidence = note.evidence.flatMap(({ report, quote }) => [report.outlet, report.title, quote]);
  const claims = note.claims.map(({ text }) => text);
  return folded([highlight.quote, page.title, page.url, ...claims, note.summary, ...evidence].join('\n'));
}

/** @param {string} text @returns {string} */
function folded(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
