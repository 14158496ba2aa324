/**
 * A check's events from the backend, each once and in order, however often the stream breaks.
 */

import { eventStream } from './backend.js';
import { EventParser } from './events.js';
import { pause } from './pause.js';
import { InTrouble } from './trouble.js';

/** @typedef {import('../shared/types.js').CheckEvent} CheckEvent */

const LAST_KINDS = new Set(['note', 'failed', 'cancelled']);
/** The backend sends at least a comment every 10 s; twice that and a little is silence. */
const SILENCE = 25_000;
const ATTEMPTS = 6;
const LONGEST_PAUSE = 8_000;
/** A backend that is busy says how long it wants to be left alone; longer than this nobody waits. */
const LONGEST_ASKED = 60_000;

/**
 * Resolves once the check's last event has been told, or the signal ends it.
 * @param {string} id
 * @param {number} after the last event already known
 * @param {{event: (event: CheckEvent) => void, waiting: () => void}} tell
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 * @throws {InTrouble} where the stream could not be resumed
 */
export async function followCheck(id, after, tell, signal) {
  const place = { last: after, over: false, pause: 1_000, failures: 0 };
  while (!place.over && !signal.aborted) {
    const failure = await readOnce(id, place, tell.event, signal).catch((error) => error);
    if (place.over || signal.aborted) return;
    place.failures += 1;
    if (isFinal(failure) || place.failures >= ATTEMPTS) throw failure ?? new Error('cut short');
    tell.waiting();
    const backOff = Math.min(place.pause * 2 ** (place.failures - 1), LONGEST_PAUSE);
    await pause(Math.max(backOff, askedToWait(failure)), signal);
  }
}

/** Whether trying again cannot help: the backend said what is wrong. @param {unknown} failure */
function isFinal(failure) {
  if (!(failure instanceof InTrouble)) return false;
  return failure.trouble.kind !== 'unreachable' && !mayPass(failure.trouble);
}

/** How many milliseconds the backend asked to be left alone. @param {unknown} failure */
function askedToWait(failure) {
  if (!(failure instanceof InTrouble) || failure.trouble.kind !== 'problem') return 0;
  return Math.min(1_000 * (failure.trouble.retryAfter ?? 0), LONGEST_ASKED);
}

/** @param {import('../shared/types.js').Trouble} trouble */
const mayPass = (trouble) => trouble.kind === 'problem' && trouble.retryAfter !== null;

/**
 * Reads one connection to its end. A last kind is final only if nothing follows it: a check
 * that is taken up again goes on in the same stream.
 * @param {string} id
 * @param {{last: number, over: boolean, pause: number, failures: number}} place
 * @param {(event: CheckEvent) => void} tell
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
async function readOnce(id, place, tell, signal) {
  const parser = new EventParser();
  for await (const text of textOf(await eventStream(id, place.last, signal))) {
    for (const raw of parser.feed(text)) {
      const event = eventIn(raw);
      if (!event || event.seq <= place.last) continue;
      place.last = event.seq;
      place.over = LAST_KINDS.has(event.kind);
      place.failures = 0;
      tell(event);
    }
    place.pause = parser.retry ?? place.pause;
  }
}

/**
 * @param {import('./events.js').ServerEvent} raw
 * @returns {CheckEvent | null} null for what is no event of a check
 */
function eventIn({ event, id, data }) {
  const seq = Number(id);
  if (!Number.isInteger(seq) || seq < 1) return null;
  try {
    return /** @type {CheckEvent} */ ({ seq, kind: event, data: JSON.parse(data) });
  } catch {
    return null;
  }
}

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @returns {AsyncGenerator<string>} ends when the stream ends or falls silent
 */
async function* textOf(stream) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await readUnlessSilent(reader);
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** @param {ReadableStreamDefaultReader<Uint8Array>} reader */
function readUnlessSilent(reader) {
  const timer = setTimeout(() => reader.cancel().catch(() => undefined), SILENCE);
  return reader.read().finally(() => clearTimeout(timer));
}
