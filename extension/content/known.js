/** What was checked before: shown beside a claim, never in place of a check of its own. */

/**
 * @param {import('../shared/types.js').Known[]} known
 * @param {string} page the address of any note's own page on the same backend
 */
function knownSection(known, page) {
  if (known.length === 0) return null;
  return section('known', say('headingKnown'), known.map((row) => knownLine(row, page)));
}

/** @param {import('../shared/types.js').Known} row @param {string} page */
function knownLine(row, page) {
  return make(
    'p',
    { class: 'known-line', dir: 'auto' },
    row.source ? makeLink(row.source.url, factCheckWords(row)) : earlierNote(row, page),
    make('q', { class: 'quiet', dir: 'auto' }, row.text),
  );
}

/** @param {import('../shared/types.js').Known} row @param {string} page */
function earlierNote(row, page) {
  const words = knownWords(row);
  if (!row.note) return make('span', {}, words);
  return makeLink(page.replace(/[^/]*$/, encodeURIComponent(row.note)), words);
}

/**
 * "Checked before, on 3 May 2026: One origin only".
 * @param {import('../shared/types.js').Known} row @returns {string}
 */
function knownWords({ verdict, checked_at: at, fresh }) {
  const label = say(wordsFor(verdict ?? 'not_checkable', null).label);
  return say(fresh ? 'knownOn' : 'knownStale', dateWords(at), label);
}

/** @param {import('../shared/types.js').Known} row @returns {string} */
function factCheckWords({ source }) {
  return say('knownFactCheck', source?.publisher ?? '', source?.rating ?? '');
}
