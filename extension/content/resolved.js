/** What was put in for words that say something only where they stand. */

/** @type {Record<import('../shared/types.js').Resolved['found_in'], MessageKey>} */
const FOUND_IN = {
  highlight: 'foundInHighlight',
  before: 'foundInBefore',
  title: 'foundInTitle',
  date: 'foundInDate',
};

/** @param {import('../shared/types.js').Claim | undefined} claim */
function resolvedList(claim) {
  const resolved = claim?.resolved ?? [];
  if (resolved.length === 0) return null;
  return make('ul', { class: 'resolved quiet' }, ...resolved.map(resolvedLine));
}

/** @param {import('../shared/types.js').Resolved} resolved */
function resolvedLine({ words, meaning, found_in: place }) {
  return make('li', { dir: 'auto' }, say(FOUND_IN[place] ?? 'foundInHighlight', words, meaning));
}
