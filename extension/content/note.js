/** The finished note, in the order in which it is read: evidence first, verdict after. */

/** @param {Note} note @returns {Child[]} */
function noteView(note) {
  return [
    ...(note.claims.length > 1 ? severalClaims(note) : singleClaim(note)),
    wouldChange(note.would_change),
    unreadList(note.unread),
    aboutNote(note),
  ];
}

/** @param {Note} note @returns {Child[]} */
function singleClaim(note) {
  const reason = note.claims[0]?.reason ?? null;
  return [
    claimQuote(note.claim),
    reason ? null : evidenceSection(note, 0),
    section('verdict', say('headingVerdict'), [
      ...verdictLines({ ...note, reason }),
      reason ? null : summary(note),
    ]),
  ];
}

/** @param {Note} note @returns {Child[]} */
function severalClaims(note) {
  return [
    ...note.claims.map((claim, index) => claimPart(note, claim, index)),
    section('verdict', say('headingVerdictTogether'), [
      ...verdictLines(note),
      summary(note),
      make('p', { class: 'quiet' }, say('mostCautious')),
    ]),
  ];
}

/** @param {Note} note @param {Note['claims'][number]} claim @param {number} index */
function claimPart(note, claim, index) {
  return make(
    'section',
    { class: 'part' },
    make('h3', {}, say('claimNumber', index + 1, note.claims.length)),
    claimQuote(claim.text),
    claim.checkable ? evidenceSection(note, index) : null,
    make('div', { class: 'part-verdict' }, ...verdictLines(claim)),
  );
}

/** @param {string} text */
function claimQuote(text) {
  return make('blockquote', { class: 'claim', dir: 'auto' }, text);
}

/** @param {string} className @param {string} heading @param {Child[]} children */
function section(className, heading, children) {
  return make('section', { class: className }, make('h3', {}, heading), ...children);
}

/** @param {Note} note @param {number} claim */
function evidenceSection(note, claim) {
  const origins = originsOf(note, claim);
  if (origins.length === 0) {
    return section('evidence', say('headingEvidence'), [make('p', {}, say('noEvidence'))]);
  }
  const rows = note.evidence.filter((row) => row.claim === claim);
  return section('evidence', say('headingEvidence'), [
    make('ul', { class: 'sides' }, ...sidesOf(rows).map(sideLine)),
    ...origins.filter(takesSide).map(originGroup),
    mentionsList(origins.filter((origin) => !takesSide(origin))),
  ]);
}

/** Reports that leave the matter open, folded away. @param {OriginRows[]} origins */
function mentionsList(origins) {
  if (origins.length === 0) return null;
  const reports = origins.reduce((sum, origin) => sum + origin.reports, 0);
  return make(
    'details',
    {},
    make('summary', {}, sayCount(reports, { one: 'mentionOne', other: 'mentionOther' })),
    ...origins.map(originGroup),
  );
}

/** @param {{mark: StanceMark, rows: Evidence[]}} side */
function sideLine({ mark, rows }) {
  return make(
    'li',
    { 'data-stance': mark },
    stanceShape(mark),
    make('span', { class: 'word', dir: 'auto' }, stanceWords(mark, rows)),
    make('span', {}, tallyWords(countReports(rows), countOrigins(rows))),
  );
}

/** @param {OriginRows} origin */
function originGroup(origin) {
  const rows = make('ul', { class: 'rows' }, ...origin.shown.map(evidenceRow));
  if (origin.reports < 2) return make('div', { class: 'origin' }, rows);
  const named = [origin.label, origin.why].filter(Boolean).join(': ');
  return make(
    'div',
    { class: 'origin shared' },
    make('p', { class: 'tally' }, tallyWords(origin.reports, 1)),
    make('p', { class: 'quiet', dir: 'auto' }, named),
    rows,
    copiesList(origin.copies),
  );
}

/** Reports that say what the first one says, folded away. @param {Evidence[]} copies */
function copiesList(copies) {
  if (copies.length === 0) return null;
  return make(
    'details',
    {},
    make('summary', {}, sayCount(copies.length, { one: 'copyOne', other: 'copyOther' })),
    make('ul', { class: 'rows' }, ...copies.map(evidenceRow)),
  );
}

/** @param {Note} note */
function summary(note) {
  return note.summary ? make('p', { dir: 'auto' }, note.summary) : null;
}

/** @param {string} text */
function wouldChange(text) {
  if (!text) return null;
  return section('change', say('headingWouldChange'), [make('p', { dir: 'auto' }, text)]);
}

/** @param {Note['unread']} unread */
function unreadList(unread) {
  if (unread.length === 0) return null;
  return make(
    'details',
    {},
    make('summary', {}, say('headingUnread', unread.length)),
    make('ul', { class: 'plain' }, ...unread.map(unreadLine)),
  );
}

/** @param {Note['unread'][number]} row */
function unreadLine(row) {
  return make(
    'li',
    {},
    make('b', { dir: 'auto' }, row.outlet),
    makeLink(row.url, row.title || row.url),
    make('span', { class: 'quiet' }, row.reason),
  );
}

/** @param {Note} note */
function aboutNote(note) {
  return make(
    'details',
    {},
    make('summary', {}, say('headingAbout')),
    searchedList(note.searched),
    make('p', { class: 'quiet' }, say('judgedBy', note.judge)),
    make('p', { class: 'quiet' }, say('checkedOn', dateWords(note.checked_at))),
  );
}

/** @param {Note['searched']} searched */
function searchedList(searched) {
  if (searched.length === 0) return make('p', { class: 'quiet' }, say('nothingSearched'));
  return make('ul', { class: 'plain' }, ...searched.map(searchedLine));
}

/** @param {Note['searched'][number]} row */
function searchedLine(row) {
  return make(
    'li',
    {},
    make('b', {}, row.searcher.replaceAll('_', ' ')),
    make('span', { class: 'quiet' }, searchWords(row)),
  );
}
