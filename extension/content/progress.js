/**
 * The card while a check runs: who was asked, what is being read, evidence as it is judged.
 * Rows are added and never redrawn, so that nobody loses their place.
 *
 * @typedef {{node: HTMLElement, update: (told: Told) => void, wait: (waiting: boolean) => void,
 *   stopping: (words: string) => void}} ProgressView
 */

/**
 * @param {string} quote the highlight, shown until its claims are known
 * @param {() => void} onStop
 * @returns {ProgressView}
 */
function progressView(quote, onStop) {
  const parts = progressParts(quote, onStop);
  const evidence = evidenceSoFar(parts.rows);
  return {
    node: progressNode(parts),
    update: (told) => {
      if (told.claims.length > 0) parts.claims.replaceChildren(...told.claims.map(claimLine));
      parts.now.textContent = stageWords(told);
      showMeasure(parts.measure, told);
      parts.searches.replaceChildren(...told.searches.map(searchLine));
      parts.reading.textContent = readingWords(told);
      evidence(told.evidence);
      parts.soFar.hidden = told.evidence.length === 0;
    },
    wait: (waiting) => {
      parts.waiting.hidden = !waiting;
    },
    stopping: (words) => {
      parts.stop.textContent = words;
    },
  };
}

/** @param {string} quote @param {() => void} onStop */
function progressParts(quote, onStop) {
  return {
    claims: make('div', {}, claimQuote(quote)),
    now: make('p', { class: 'now' }, say('stageOpening')),
    measure: make('progress', { 'aria-label': say('measureLabel') }),
    waiting: make('p', { class: 'waiting', hidden: true }, say('waiting')),
    stop: makeButton('quiet-button', onStop, say('stop')),
    searches: make('ul', { class: 'plain searches' }),
    reading: make('p', { class: 'quiet', dir: 'auto' }),
    soFar: make('h3', { hidden: true }, say('headingSoFar')),
    rows: make('ul', { class: 'rows' }),
  };
}

/** @param {ReturnType<typeof progressParts>} parts */
function progressNode(parts) {
  const { claims, now, measure, waiting, stop, searches, reading, soFar, rows } = parts;
  const head = make('div', { class: 'stage' }, now, stop);
  return make(
    'div',
    { class: 'progress' },
    claims,
    head,
    measure,
    waiting,
    searches,
    reading,
    soFar,
    rows,
  );
}

/**
 * @param {HTMLElement} list
 * @returns {(evidence: Evidence[]) => void} adds what is new; a check begun anew starts over
 */
function evidenceSoFar(list) {
  /** @type {Evidence[]} */
  let shown = [];
  return (evidence) => {
    const goesOn = shown.every((row, index) => row === evidence[index]);
    if (!goesOn) list.replaceChildren();
    const fresh = goesOn ? evidence.slice(shown.length) : evidence;
    list.append(...fresh.map((row) => evidenceRow(row)));
    shown = evidence;
  };
}

/** @param {import('../shared/types.js').Claim} claim */
function claimLine(claim) {
  return claimQuote(claim.text);
}

/** @param {Told['searches'][number]} search */
function searchLine({ searcher, answer }) {
  return make(
    'li',
    {},
    make('b', {}, searcher.replaceAll('_', ' ')),
    make('span', { class: 'quiet' }, answer ? searchWords(answer) : say('searchAsked')),
  );
}

/** @param {Told} told @returns {string} the stage that the check has reached */
function stageWords(told) {
  const { done, all } = readSoFar(told);
  if (all > 0) return say('stageReading', done, all);
  if (told.searches.length === 0) return say(told.begun ? 'stageBegun' : 'stageOpening');
  const answers = told.searches.filter((search) => search.answer).length;
  return say('stageSearching', answers, told.searches.length);
}

/** @param {Told} told @returns {{done: number, all: number}} */
function readSoFar({ found, read, unread }) {
  return { done: new Set([...read, ...unread.map((row) => row.url)]).size, all: found.length };
}

/** Without a value the bar says that something happens, but not how far it is. */
/** @param {HTMLProgressElement} measure @param {Told} told */
function showMeasure(measure, told) {
  const { done, all } = readSoFar(told);
  if (all === 0) {
    measure.removeAttribute('value');
    return;
  }
  measure.max = all;
  measure.value = done;
}

/** @param {Told} told @returns {string} whose reports are being read right now */
function readingWords({ found, read, unread }) {
  const ended = new Set([...read, ...unread.map((row) => row.url)]);
  const open = found.filter((report) => !ended.has(report.url)).map((report) => report.outlet);
  if (open.length === 0) return '';
  return say('readingNow', new Intl.ListFormat(uiLanguage()).format(new Set(open)));
}
