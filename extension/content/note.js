/** The finished note, in the order in which it is read: evidence first, verdict after. */

/** @param {Note} note @param {NoteActions} actions @returns {Child[]} */
function noteView(note, actions) {
  const desk = new FlagDesk(note.id, actions);
  desk.load();
  return [
    ...(note.claims.length > 1 ? severalClaims(note, desk) : singleClaim(note, desk)),
    decisionSection(note.decision, actions.page),
    uncheckedSection(note),
    knownSection(note.known ?? [], actions.page),
    wouldChange(note.would_change),
    actionsRow(note, actions),
    noteFlag(desk),
    new RatingSlot(desk).node,
    unreadList(note.unread),
    aboutNote(note),
  ];
}

/** @param {Note} note @param {FlagDesk} desk @returns {Child[]} */
function singleClaim(note, desk) {
  const reason = note.claims[0]?.reason ?? null;
  return [
    claimQuote(note.claim, wantedInClaim(rowsOf(note, 0))),
    resolvedList(note.claims[0]),
    reason ? null : evidenceSection(note, 0, desk),
    section('verdict', say('headingVerdict'), [
      ...verdictLines({ ...note, reason, why: note.claims[0]?.why }),
      earlierLine(note),
      reason ? null : summary(note),
    ]),
  ];
}

/** @param {Note} note @param {FlagDesk} desk @returns {Child[]} */
function severalClaims(note, desk) {
  return [
    ...note.claims.map((claim, index) => claimPart(note, claim, index, desk)),
    section('verdict', say('headingVerdictTogether'), [
      ...verdictLines(note),
      earlierLine(note),
      summary(note),
      make('p', { class: 'quiet' }, say('mostCautious')),
    ]),
  ];
}

/** @param {Note} note @param {Note['claims'][number]} claim @param {number} index @param {FlagDesk} desk */
function claimPart(note, claim, index, desk) {
  return make(
    'section',
    { class: 'part' },
    make('h3', {}, say('claimNumber', index + 1, note.claims.length)),
    claimQuote(claim.text, wantedInClaim(rowsOf(note, index))),
    resolvedList(claim),
    claim.checkable ? evidenceSection(note, index, desk) : null,
    make('div', { class: 'part-verdict' }, ...verdictLines(claim)),
  );
}

/** @param {Note} note @param {number} claim @returns {Evidence[]} */
function rowsOf(note, claim) {
  return note.evidence.filter((row) => row.claim === claim);
}

/** @param {string} text @param {Wanted[]} wanted what reports say otherwise */
function claimQuote(text, wanted = []) {
  return make('blockquote', { class: 'claim', dir: 'auto' }, ...markedText(text, wanted));
}

/** @param {string} className @param {string} heading @param {Child[]} children */
function section(className, heading, children) {
  return make('section', { class: className }, make('h3', {}, heading), ...children);
}

/** @param {Note} note @param {number} claim @param {FlagDesk} desk */
function evidenceSection(note, claim, desk) {
  const origins = originsOf(note, claim);
  if (origins.length === 0) {
    const none = say(note.decision?.hidden ? 'evidenceHidden' : 'noEvidence');
    return section('evidence', say('headingEvidence'), [make('p', {}, none)]);
  }
  const rows = rowsOf(note, claim);
  const text = note.claims[claim]?.text ?? '';
  const group = (/** @type {OriginRows} */ origin) => originGroup(origin, text, desk);
  const sides = sidesOf(rows.filter(counts));
  return section('evidence', say('headingEvidence'), [
    sides.length > 1
      ? make('p', { class: 'tally' }, tallyWords(countReports(rows), countOrigins(rows)))
      : null,
    make('ul', { class: 'sides' }, ...sides.map(sideLine)),
    ...origins.filter(takesSide).map(group),
    mentionsList(origins.filter((origin) => !takesSide(origin)), group),
  ]);
}

/**
 * Reports that leave the matter open, folded away.
 * @param {OriginRows[]} origins @param {(origin: OriginRows) => HTMLElement} group
 */
function mentionsList(origins, group) {
  if (origins.length === 0) return null;
  const reports = origins.reduce((sum, origin) => sum + origin.reports, 0);
  return make(
    'details',
    {},
    make('summary', {}, sayCount(reports, { one: 'mentionOne', other: 'mentionOther' })),
    ...origins.map(group),
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

/** @param {OriginRows} origin @param {string} claim @param {FlagDesk} desk */
function originGroup(origin, claim, desk) {
  const line = (/** @type {Evidence} */ row) =>
    evidenceRow(row, { claim, tie: origin.ties[row.report.url] ?? '', desk });
  const rows = make('ul', { class: 'rows' }, ...origin.shown.map(line));
  if (origin.reports < 2) return make('div', { class: 'origin' }, rows);
  return make(
    'div',
    { class: 'origin shared' },
    make('p', { class: 'tally' }, tallyWords(origin.reports, 1)),
    quietLine(originWords(origin)),
    rows,
    copiesList(origin.copies, line),
  );
}

/**
 * Reports that say what the first one says, folded away.
 * @param {Evidence[]} copies @param {(row: Evidence) => HTMLElement} line
 */
function copiesList(copies, line) {
  if (copies.length === 0) return null;
  return make(
    'details',
    {},
    make('summary', {}, sayCount(copies.length, { one: 'copyOne', other: 'copyOther' })),
    make('ul', { class: 'rows' }, ...copies.map(line)),
  );
}

/** @param {Note} note */
function summary(note) {
  return note.summary ? make('p', { dir: 'auto' }, note.summary) : null;
}
