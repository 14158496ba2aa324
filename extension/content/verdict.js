/** A verdict in plain words, with how sure the weighing is. It always stands after evidence. */

/**
 * @param {{verdict: import('../shared/types.js').Verdict, confidence: number | null,
 *   confidence_level?: import('../shared/types.js').Level | null,
 *   reason?: import('../shared/types.js').Uncheckable | null}} weighed
 * @returns {Child[]}
 */
function verdictLines({ verdict, confidence, confidence_level: level, reason = null }) {
  const words = (reason && UNCHECKABLE_WORDS[reason]) ?? VERDICT_WORDS[verdict];
  return [
    make('p', { class: 'label' }, say(words.label)),
    make('p', {}, say(words.meaning)),
    confidenceLine(confidence, level ?? null),
  ];
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
    say(CONFIDENCE_WORDS[level], Math.round(confidence * 100)),
  );
}

/** @type {[string, Attributes][]} */
const CONFIDENCE_BARS = [
  ['rect', { x: '0', y: '10', width: '5', height: '6' }],
  ['rect', { x: '7.5', y: '5', width: '5', height: '11' }],
  ['rect', { x: '15', y: '0', width: '5', height: '16' }],
];
