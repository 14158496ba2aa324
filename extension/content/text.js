/** A note as plain text with its sources, in the order in which it is read. Pure. */

/** @param {Note} note @param {string} page the address of the note's own page @returns {string} */
function noteText(note, page) {
  const several = note.claims.length > 1;
  const blocks = [
    `“${note.highlight?.exact ?? note.claim}”`,
    ...note.claims.flatMap((claim, index) => claimText(note, claim, several ? index + 1 : 0)),
    several ? verdictText(say('headingVerdictTogether'), note) : '',
    ...restText(note),
    [say('judgedBy', note.judge), say('checkedOn', dateWords(note.checked_at)), page].join('\n'),
    say('neverSaysTrue'),
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

/** @param {Note} note @param {Note['claims'][number]} claim @param {number} number 0 for the only one */
function claimText(note, claim, number) {
  const index = Math.max(0, number - 1);
  const origins = originsOf(note, claim.checkable ? index : -1);
  const none = claim.checkable && origins.length === 0 ? say('noEvidence') : '';
  return [
    number ? `${say('claimNumber', number, note.claims.length)}: ${claim.text}` : '',
    none,
    ...origins.flatMap(originText),
    verdictText(say('headingVerdict'), claim),
  ];
}

/** @param {OriginRows} origin */
function originText(origin) {
  const head = `${tallyWords(origin.reports, 1)}. ${origin.reports > 1 ? originWords(origin) : ''}`;
  const copies = origin.copies.map(({ report }) => `- ${report.outlet}: ${report.url}`);
  return [head.trim(), ...origin.shown.map(rowText), copies.join('\n')];
}

/** @param {Evidence} row */
function rowText(row) {
  const { report, quote, differences, uncounted } = row;
  const lines = [
    `${stanceWords(stanceMark(row), [row])}: “${quote}”`,
    [report.outlet, dateWords(report.published), report.title].filter(Boolean).join(', '),
    report.url,
    ...differences.map(differenceText),
    tellingWords(row),
    uncounted ? say('uncounted', uncounted) : '',
    row.counts_less ?? '',
  ];
  return lines.filter(Boolean).join('\n');
}

/** @param {import('../shared/types.js').Difference} difference */
function differenceText({ kind, claim, report }) {
  const label = say(DIFFERENCE_WORDS[kind] ?? 'differenceOther');
  return `${label}: ${say('differenceClaim', claim)}; ${say('differenceReport', report)}`;
}

/**
 * @param {string} heading
 * @param {Pick<import('../shared/types.js').WeighedClaim, 'verdict' | 'confidence' | 'confidence_level'>
 *   & {reason?: import('../shared/types.js').Uncheckable | null}} weighed
 */
function verdictText(heading, { verdict, confidence, confidence_level: level, reason = null }) {
  const words = wordsFor(verdict, reason);
  const lines = [`${heading}: ${say(words.label)}`, say(words.meaning)];
  if (confidence !== null && level) lines.push(confidenceWords(confidence, level));
  return lines.join('\n');
}

/** @param {Note} note @returns {string[]} */
function restText(note) {
  const unchecked = uncheckedParts(note).map(({ text, why }) => `“${text}”: ${why}`);
  const unread = note.unread.map(({ outlet, reason, url }) => `${outlet}: ${reason} ${url}`);
  const searched = note.searched.map((row) => `${row.searcher}: ${searchWords(row)}`);
  return [
    listText(say('headingNotChecked'), unchecked),
    note.would_change ? `${say('headingWouldChange')}:\n${note.would_change}` : '',
    listText(say('headingUnread', unread.length), unread),
    listText(say('headingAbout'), searched),
  ];
}

/** @param {string} heading @param {string[]} lines */
function listText(heading, lines) {
  if (lines.length === 0) return '';
  return [`${heading}:`, ...lines.map((line) => `- ${line}`)].join('\n');
}
