/**
 * Evidence by claim and by origin: reports with one origin stand together and count once. Pure.
 *
 * @typedef {import('../shared/types.js').Note} Note
 * @typedef {{label: string, why: string, rows: Evidence[], reports: number}} OriginRows
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
    .sort((one, other) => rankOf(one.rows[0]) - rankOf(other.rows[0]));
}

/** @param {Note} note @param {string} id @param {Evidence[]} rows @returns {OriginRows} */
function originRows(note, id, rows) {
  const group = note.origin_groups.find((origin) => origin.id === id);
  return { label: group?.label ?? '', why: group?.why ?? '', rows, reports: countReports(rows) };
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
