/** Puts the reader's flags, takes them back, and tells what became of them. */

import { deleteFlag, listFlags, putAppeal, putFlag, putRating } from './readers.js';
import { InTrouble, troubleOf } from './trouble.js';
import { changeKept, keptNote } from '../shared/history.js';
import { backendAddress } from '../shared/settings.js';

/**
 * @typedef {import('../shared/types.js').OwnFlag} OwnFlag
 * @typedef {import('../shared/types.js').FlagAnswer} FlagAnswer
 * @typedef {{backend: string, note: string}} FlaggedNote
 */

/**
 * @param {FlaggedNote & {said: import('../shared/types.js').Flag}} message
 * @returns {Promise<FlagAnswer>}
 */
export function flag({ backend, note, said }) {
  return answering(backend, async () => {
    await requireKnown(backend, note);
    const put = await putFlag(backend, note, said);
    await keepFlags(backend, note, (kept) => [...without(kept, put.evidence), put]);
    return [put];
  });
}

/** @param {FlaggedNote & {evidence: string}} message @returns {Promise<FlagAnswer>} */
export function unflag({ backend, note, evidence }) {
  return answering(backend, async () => {
    await requireKnown(backend, note);
    await deleteFlag(backend, note, evidence);
    await keepFlags(backend, note, (kept) => without(kept, evidence || null));
    return [];
  });
}

/**
 * Asks somebody else to look at a flag that was not upheld.
 * @param {FlaggedNote & {evidence: string, reason: string}} message
 * @returns {Promise<FlagAnswer>}
 */
export function appeal({ backend, note, evidence, reason }) {
  return answering(backend, async () => {
    await requireKnown(backend, note);
    const put = await putAppeal(backend, note, { reason, evidence: evidence || null });
    await keepFlags(backend, note, (kept) => [...without(kept, put.evidence), put]);
    return [put];
  });
}

/**
 * What the reader says of a note. The backend is asked only where flags are kept with it.
 * @param {FlaggedNote} message
 * @returns {Promise<FlagAnswer>}
 */
export async function ownFlags({ backend, note }) {
  const { flags: kept, right = false } = (await keptNote([backend, note])) ?? { flags: [] };
  if (kept.length === 0) return { ok: true, flags: [], right };
  const answer = await answering(backend, () => listFlags(backend));
  if (!answer.ok) return { ok: true, flags: kept, right };
  const flags = answer.flags.filter((one) => one.note === note && one.status !== 'withdrawn');
  await keepFlags(backend, note, () => flags);
  return { ok: true, flags, right };
}

/** All of the reader's own flags at the backend that is chosen. @returns {Promise<FlagAnswer>} */
export async function allFlags() {
  const backend = await backendAddress();
  return answering(backend, () => listFlags(backend));
}

/**
 * Says that a note is right as it is, or says so no longer.
 * @param {FlaggedNote & {right: boolean}} message
 * @returns {Promise<FlagAnswer>}
 */
export function rate({ backend, note, right }) {
  return answering(backend, async () => {
    await requireKnown(backend, note);
    await putRating(backend, note, right);
    await changeKept([backend, note], (kept) => ({ ...kept, right }));
    return [];
  });
}

/** @param {string} backend @param {string} note @param {(flags: OwnFlag[]) => OwnFlag[]} make */
const keepFlags = (backend, note, make) =>
  changeKept([backend, note], (kept) => ({ ...kept, flags: make(kept.flags) }));

/** @param {OwnFlag[]} flags @param {string | null} evidence */
const without = (flags, evidence) => flags.filter((one) => one.evidence !== evidence);

/**
 * Pages do not choose who is asked: it is the backend in the options, or one that gave a note.
 * @param {string} backend @param {string} note
 */
async function requireKnown(backend, note) {
  if (backend === (await backendAddress())) return;
  if (!(await keptNote([backend, note]))) throw new InTrouble({ kind: 'foreign', address: backend });
}

/**
 * @param {string} backend @param {() => Promise<OwnFlag[]>} work
 * @returns {Promise<FlagAnswer>}
 */
async function answering(backend, work) {
  try {
    return { ok: true, flags: await work() };
  } catch (error) {
    return { ok: false, trouble: troubleOf(error, backend) };
  }
}
