/**
 * What a check has told so far: each event in, the next state out. Pure.
 *
 * @typedef {import('../shared/types.js').CheckEvent} CheckEvent
 * @typedef {import('../shared/types.js').Report} FoundReport
 * @typedef {{seq: number, begun: boolean, claims: import('../shared/types.js').Claim[],
 *   searches: {searcher: string, answer: import('../shared/types.js').Searched | null}[],
 *   found: FoundReport[], read: string[], unread: import('../shared/types.js').Unread[],
 *   evidence: Evidence[], ending: Ending | null}} Told
 *   `found` are the reports taken up for reading; `read` the addresses of those that were read.
 * @typedef {Extract<CheckEvent, {kind: 'note' | 'failed' | 'cancelled'}>} Ending
 */

/** @returns {Told} */
function nothingTold() {
  return {
    seq: 0,
    begun: false,
    claims: [],
    searches: [],
    found: [],
    read: [],
    unread: [],
    evidence: [],
    ending: null,
  };
}

/**
 * @param {Told} told
 * @param {CheckEvent} event
 * @returns {Told} the same where the event was told before
 */
function toldMore(told, event) {
  if (event.seq <= told.seq) return told;
  return { ...told, ...changeBy(told, event), seq: event.seq };
}

/** @param {Told} told @param {CheckEvent} event @returns {Partial<Told>} */
function changeBy(told, event) {
  switch (event.kind) {
    case 'queued':
      return nothingTold();
    case 'started':
      return { ...nothingTold(), begun: true };
    case 'claims':
      return { claims: event.data.claims };
    case 'searching':
      return { searches: asked(told.searches, event.data.searcher) };
    case 'searched':
      return { searches: answered(told.searches, event.data) };
    case 'reading':
      return { found: withReport(told.found, event.data) };
    case 'read':
      return { found: withReport(told.found, event.data), read: [...told.read, event.data.url] };
    case 'unread':
      return {
        found: withReport(told.found, event.data),
        unread: [...told.unread, event.data],
      };
    case 'evidence':
      return { evidence: [...told.evidence, event.data] };
    case 'note':
    case 'failed':
    case 'cancelled':
      return { ending: event };
    default:
      return {};
  }
}

/** @param {Told['searches']} searches @param {string} searcher @returns {Told['searches']} */
function asked(searches, searcher) {
  if (searches.some((search) => search.searcher === searcher)) return searches;
  return [...searches, { searcher, answer: null }];
}

/**
 * @param {Told['searches']} searches
 * @param {import('../shared/types.js').Searched} answer
 * @returns {Told['searches']}
 */
function answered(searches, answer) {
  return asked(searches, answer.searcher).map((search) =>
    search.searcher === answer.searcher ? { ...search, answer } : search,
  );
}

/** @param {FoundReport[]} found @param {FoundReport} report @returns {FoundReport[]} */
function withReport(found, report) {
  return found.some((known) => known.url === report.url) ? found : [...found, report];
}
