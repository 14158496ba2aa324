/** One row of evidence: stance, the report's own words, whose they are, and what differs. */

/** The shapes that tell stances apart without colour. */
/** @type {Record<StanceMark, [string, Attributes][]>} */
const STANCE_SHAPES = {
  supports: [
    ['circle', { class: 'body', cx: '12', cy: '12', r: '11' }],
    ['path', { class: 'sign', d: 'M7.5 9.75h9M7.5 14.25h9' }],
  ],
  disputes: [
    ['path', { class: 'body', d: 'M12 .5 23.5 12 12 23.5.5 12Z' }],
    ['path', { class: 'sign', d: 'M8 10.2h8M8 13.8h8M14 7.6l-4 8.8' }],
  ],
  denial: [
    ['path', { class: 'body', d: 'M2 3h20v14h-9l-6 5v-5H2Z' }],
    ['path', { class: 'sign', d: 'M7.5 10h9' }],
  ],
  mentions: [
    ['circle', { class: 'ring', cx: '12', cy: '12', r: '10' }],
    ['path', { class: 'dots', d: 'M7 12h.01M12 12h.01M17 12h.01' }],
  ],
};

/**
 * @param {Evidence} row
 * @param {{claim?: string, tie?: string, desk?: FlagDesk | null}} context `claim` is the text that it is compared with,
 *   `tie` why it hangs with an earlier report, `desk` where it can be flagged
 * @returns {HTMLLIElement}
 */
function evidenceRow(row, { claim = '', tie = '', desk = null } = {}) {
  const mark = stanceMark(row);
  return make(
    'li',
    { class: 'row', 'data-stance': mark },
    stanceLine(row, mark),
    make('blockquote', { dir: 'auto' }, ...markedText(row.quote, wantedInQuote(row, claim))),
    sourceLine(row.report),
    ...saidLines(row.report),
    ...historyLines(row.report),
    differencesList(row.differences),
    ...tellingLines(row),
    quietLine(tie),
    mark === 'denial' ? null : passedOnDenial(row),
    rowFlag(desk, row),
  );
}

/** @param {Evidence} row @param {StanceMark} mark */
function stanceLine(row, mark) {
  const words = make('span', { class: 'word', dir: 'auto' }, stanceWords(mark, [row]));
  const sure = say('sureness', Math.round(row.probability * 100));
  return make(
    'p',
    { class: 'stance' },
    stanceShape(mark),
    words,
    make('span', { class: 'quiet', title: say('surenessMeaning') }, sure),
  );
}

/** @param {StanceMark} mark */
function stanceShape(mark) {
  return makeDrawing('shape', '0 0 24 24', ...STANCE_SHAPES[mark]);
}

/** @param {FoundReport} report */
function sourceLine(report) {
  const date = dateWords(report.published);
  return make(
    'p',
    { class: 'source' },
    make('b', { dir: 'auto' }, report.outlet),
    date ? make('span', { class: 'quiet' }, date) : null,
    makeLink(report.url, report.title || report.url),
  );
}

/**
 * What others say of the outlet: its kind first, each with whose words they are.
 * @param {import('../shared/types.js').RatedReport} report
 */
function saidLines({ kind, rating }) {
  return [kind, rating].map((said) => (said ? saidLine(said) : null));
}

/** @param {import('../shared/types.js').Rating} said */
function saidLine({ words, by, url }) {
  const text = say('saidOfOutlet', words, by);
  return make('p', { class: 'said quiet' }, makeLink(url ?? '', text));
}

/** @param {import('../shared/types.js').History} report */
function historyLines({ corrections = [], snapshot }) {
  const lines = corrections.map((notice) => say('correctedByOutlet', notice));
  const told = lines.map((text) => make('p', { class: 'quiet', dir: 'auto' }, text));
  if (!snapshot) return told;
  const text = say('readFromSnapshot', dateWords(snapshot.taken.slice(0, 10)));
  return [...told, make('p', { class: 'quiet' }, makeLink(snapshot.url, text))];
}

/** @param {import('../shared/types.js').Difference[]} differences */
function differencesList(differences) {
  if (differences.length === 0) return null;
  return make('ul', { class: 'differences' }, ...differences.map(differenceLine));
}

/** @param {import('../shared/types.js').Difference} difference */
function differenceLine({ kind, claim, report }) {
  return make(
    'li',
    {},
    make('b', {}, say(DIFFERENCE_WORDS[kind] ?? 'differenceOther')),
    make('span', { dir: 'auto' }, say('differenceClaim', claim)),
    make('span', { dir: 'auto' }, say('differenceReport', report)),
  );
}

/** @param {Evidence} row */
function passedOnDenial(row) {
  if (!row.denied_by) return null;
  return make('p', { class: 'quiet', dir: 'auto' }, say('passesOnDenial', row.denied_by));
}
