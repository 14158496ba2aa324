/** A verdict in plain words, with how sure the weighing is. It always stands after evidence. */

/**
 * @param {{verdict: import('../shared/types.js').Verdict, confidence: number | null,
 *   confidence_level?: import('../shared/types.js').Level | null, why?: string[] | undefined,
 *   reason?: import('../shared/types.js').Uncheckable | null}} weighed
 * @returns {Child[]}
 */
function verdictLines({ verdict, confidence, confidence_level: level, why, reason = null }) {
  const words = wordsFor(verdict, reason);
  const sign = verdict === 'not_checkable' ? uncheckedSign() : null;
  return [
    make('p', { class: 'label' }, sign, say(words.label)),
    make('p', {}, say(words.meaning)),
    confidenceLine(confidence, level ?? null),
    weighingList(why ?? []),
  ];
}

/** What the weighing did, folded away. @param {string[]} why */
function weighingList(why) {
  if (why.length === 0) return null;
  return make(
    'details',
    {},
    make('summary', {}, say('headingWeighed')),
    make('ul', { class: 'weighed' }, ...why.map((words) => make('li', { dir: 'auto' }, words))),
  );
}

/** The verdict that it had before, where checking again has changed it. @param {Note} note */
function earlierLine({ changed_from: earlier }) {
  if (!earlier) return null;
  const label = say(VERDICT_WORDS[earlier.verdict].label);
  return quietLine(say('changedFrom', label, dateWords(earlier.checked_at)));
}

/**
 * The backend says which level a confidence is of, so that its limits stand in one place.
 * @param {number | null} confidence
 * @param {import('../shared/types.js').Level | null} level
 */
function confidenceLine(confidence, level) {
  if (confidence === null || level === null) return null;
  return make(
    'p',
    { class: 'confidence', 'data-level': level, title: say('confidenceMeaning') },
    makeDrawing('bars', '0 0 20 16', ...CONFIDENCE_BARS),
    confidenceWords(confidence, level),
  );
}

/** @param {number} confidence @param {import('../shared/types.js').Level} level @returns {string} */
function confidenceWords(confidence, level) {
  return say(CONFIDENCE_WORDS[level], Math.round(confidence * 100));
}

/** @type {[string, Attributes][]} */
const CONFIDENCE_BARS = [
  ['rect', { x: '0', y: '10', width: '5', height: '6' }],
  ['rect', { x: '7.5', y: '5', width: '5', height: '11' }],
  ['rect', { x: '15', y: '0', width: '5', height: '16' }],
];
