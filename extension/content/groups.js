/**
 * Evidence by claim and by origin: reports with one origin stand together and count once. Pure.
 *
 * @typedef {import('../shared/types.js').Note} Note
 * @typedef {import('../shared/types.js').OriginGroup} OriginGroup
 * @typedef {{label: string, why: string, source: string, ties: Record<string, string>,
 *   shown: Evidence[], copies: Evidence[], reports: number}} OriginRows
 *   `ties` say why a report hangs there, by its address; `copies` say nothing that the first shown
 *   does not
 */

const STANCE_ORDER = ['supports', 'disputes', 'mentions'];

/**
 * @param {Note} note
 * @param {number} claim its place in the note
 * @returns {OriginRows[]} those that say the same first, those that only mention it last
 */
function originsOf(note, claim) {
  const rows = note.evidence.filter((row) => row.claim === claim);
  const ids = [...new Set(rows.map((row) => row.origin))];
  return ids
    .map((id) => originRows(note, id, inStanceOrder(rows.filter((row) => row.origin === id))))
    .sort((one, other) => rankOf(one.shown[0]) - rankOf(other.shown[0]));
}

/** @param {Note} note @param {string} id @param {Evidence[]} rows @returns {OriginRows} */
function originRows(note, id, rows) {
  const group = note.origin_groups.find((origin) => origin.id === id);
  const copies = rows.filter((row, index) => index > 0 && isCopyOf(row, rows[0]));
  const shown = rows.filter((row) => !copies.includes(row));
  const reports = countReports(rows);
  const { label = '', why = '', source } = group ?? {};
  return { label, why, source: source ?? '', ties: tiesOf(note, group), shown, copies, reports };
}

/** @param {Note} note @param {OriginGroup | undefined} group @returns {Record<string, string>} */
function tiesOf(note, group) {
  const first = group?.reports?.[0];
  const ties = (group?.ties ?? []).map(({ one, other, why }) => {
    const outlet = note.evidence.find((row) => row.report.url === other)?.report.outlet;
    return [one, other === first || !outlet ? why : say('tiedTo', outlet, why)];
  });
  return Object.fromEntries(ties);
}

/**
 * What is said of an origin: its label and why, and whom all goes back to, each once.
 * @param {OriginRows} origin @returns {string}
 */
function originWords({ label, why, source }) {
  const named = why.includes(label) ? why : [label, why].filter(Boolean).join(': ');
  return !source || named.includes(source) ? named : `${named} ${say('allGoBackTo', source)}`;
}

/** A row that does not count has no voice on any side. @param {Evidence} row @returns {boolean} */
function counts({ uncounted, denied_by: party }) {
  return !uncounted || Boolean(party);
}

/**
 * Within an origin, wording differs by how each report was cut; what is said does not.
 * @param {Evidence} row @param {Evidence | undefined} first @returns {boolean}
 */
function isCopyOf(row, first) {
  return first !== undefined && saidBy(row) === saidBy(first);
}

/** Whether any of its reports says the same or otherwise. @param {OriginRows} origin */
function takesSide({ shown }) {
  return shown.some((row) => row.stance !== 'mentions');
}

/** @param {Evidence} row @returns {string} */
function saidBy({ stance, denied_by: party, differences }) {
  return JSON.stringify([stance, party, differences]);
}

/** @param {Evidence[]} rows @returns {Evidence[]} */
function inStanceOrder(rows) {
  return [...rows].sort((one, other) => rankOf(one) - rankOf(other));
}

/** @param {Evidence | undefined} row @returns {number} */
function rankOf(row) {
  return row ? STANCE_ORDER.indexOf(row.stance) : STANCE_ORDER.length;
}

/** @param {Evidence[]} rows @returns {number} */
function countReports(rows) {
  return new Set(rows.map((row) => row.report.url)).size;
}

/** @param {Evidence[]} rows @returns {number} */
function countOrigins(rows) {
  return new Set(rows.map((row) => row.origin)).size;
}

/**
 * What stands on each side, denials apart from what reports say for themselves.
 * @param {Evidence[]} rows
 * @returns {{mark: StanceMark, rows: Evidence[]}[]}
 */
function sidesOf(rows) {
  const marks = /** @type {StanceMark[]} */ (['supports', 'disputes', 'denial', 'mentions']);
  return marks
    .map((mark) => ({ mark, rows: rows.filter((row) => stanceMark(row) === mark) }))
    .filter((side) => side.rows.length > 0);
}
