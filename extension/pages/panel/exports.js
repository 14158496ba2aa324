/**
 * The history as a file: JSON with everything, CSV for tables, Markdown to read. What pages and
 * reports wrote is text in all three: no cell becomes a formula, no word becomes a link. Pure.
 *
 * @typedef {import('../../shared/types.js').KeptNote} KeptNote
 * @typedef {(verdict: import('../../shared/types.js').Verdict) => string} LabelOf
 */

/** @type {{format: 'json' | 'csv' | 'markdown', type: string, ending: string}[]} */
export const FORMATS = [
  { format: 'json', type: 'application/json', ending: 'json' },
  { format: 'csv', type: 'text/csv', ending: 'csv' },
  { format: 'markdown', type: 'text/markdown', ending: 'md' },
];

/**
 * @param {'json' | 'csv' | 'markdown'} format
 * @param {KeptNote[]} kept
 * @param {LabelOf} labelOf
 * @returns {string}
 */
export function exported(format, kept, labelOf) {
  if (format === 'json') return `${JSON.stringify({ notes: kept }, null, 2)}\n`;
  return format === 'csv' ? csv(kept, labelOf) : markdown(kept, labelOf);
}

const COLUMNS = [
  ...['checked', 'verdict', 'confidence', 'quote', 'page_title', 'page', 'summary'],
  ...['origins_supporting', 'origins_disputing', 'note', 'sources'],
];

/** RFC 4180, with the mark by which spreadsheets know UTF-8. @param {KeptNote[]} kept @param {LabelOf} labelOf */
function csv(kept, labelOf) {
  const rows = [COLUMNS, ...kept.map((one) => csvRow(one, labelOf))];
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/** @param {KeptNote} kept @param {LabelOf} labelOf @returns {string[]} */
function csvRow({ note, highlight, page, backend, id }, labelOf) {
  return [
    note.checked_at,
    labelOf(note.verdict),
    note.confidence === null ? '' : String(note.confidence),
    highlight.quote,
    page.title,
    page.url,
    note.summary,
    ...[note.origins?.supporting, note.origins?.disputing].map((count) => String(count ?? '')),
    addressOfNote(backend, id),
    note.evidence.map(({ report }) => report.url).join(' '),
  ];
}

/** Spreadsheets take what begins so for a formula, also behind blanks. */
const FORMULA = /^\s*[=+\-@|%\t\r]/;

/** @param {string} text @returns {string} */
function cell(text) {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {KeptNote[]} kept @param {LabelOf} labelOf */
function markdown(kept, labelOf) {
  return kept.map((one) => markdownNote(one, labelOf)).join('\n---\n\n');
}

/** @param {KeptNote} kept @param {LabelOf} labelOf */
function markdownNote({ note, highlight, page, backend, id }, labelOf) {
  const evidence = note.evidence.map(
    ({ report, quote }) => `- ${link(report.outlet, report.url)}: “${inert(quote)}”\n`,
  );
  return [
    `## ${inert(labelOf(note.verdict))}\n\n`,
    `> ${inert(highlight.quote)}\n\n`,
    `${link(page.title || page.url, page.url)}\n\n`,
    note.summary ? `${inert(note.summary)}\n\n` : '',
    ...evidence,
    evidence.length > 0 ? '\n' : '',
    `${link(note.checked_at.slice(0, 10), addressOfNote(backend, id))}\n`,
  ].join('');
}

/** In one line, and nothing in it is markup or becomes a link. @param {string} text */
function inert(text) {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>#|~&!@]|:(?=\/\/)|(?<=www)\./gi, '\\$&')
    .replace(/^(?:[-+=]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}

/** @param {string} text @param {string} url */
function link(text, url) {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (!address || !/^https?:$/.test(address.protocol)) return inert(text);
  return `[${inert(text)}](<${address.href.replaceAll('<', '%3C').replaceAll('>', '%3E')}>)`;
}

/** @param {string} backend @param {string} id */
const addressOfNote = (backend, id) => `${backend}/n/${encodeURIComponent(id)}`;
