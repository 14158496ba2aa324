/**
 * A shape for each verdict, so that none is told by colour alone. Two circles stand for two
 * origins, one for one; what says otherwise is barred; what is not settled is not filled.
 */

/** @typedef {import('../../shared/types.js').Verdict | 'checking'} Shaped */

/** @type {[string, Attributes]} */
const DASHED_RING = ['circle', { class: 'ring', cx: '12', cy: '12', r: '9', 'stroke-dasharray': '3 3' }];

/** @type {Record<Shaped, [string, Attributes][]>} */
const SHAPES = {
  corroborated: [
    ['circle', { class: 'body', cx: '6.25', cy: '12', r: '5.25' }],
    ['circle', { class: 'body', cx: '17.75', cy: '12', r: '5.25' }],
  ],
  single_source: [['circle', { class: 'body', cx: '12', cy: '12', r: '5.25' }]],
  contested: [
    ['circle', { class: 'ring', cx: '12', cy: '12', r: '9' }],
    ['path', { class: 'body', d: 'M12 3a9 9 0 0 1 0 18z' }],
  ],
  disputed: [
    ['path', { class: 'body', d: 'M12 2l10 10-10 10L2 12z' }],
    ['path', { class: 'sign', d: 'M8 12h8' }],
  ],
  insufficient: [DASHED_RING],
  not_checkable: [DASHED_RING, ['path', { class: 'bar', d: 'M8 12h8' }]],
  checking: [
    ['circle', { class: 'ring', cx: '12', cy: '12', r: '9' }],
    ['path', { class: 'bar', d: 'M12 7v5l3 2' }],
  ],
};

/** @param {Shaped} shaped */
export function verdictShape(shaped) {
  const drawing = makeDrawing('shape', '0 0 24 24', ...(SHAPES[shaped] ?? SHAPES.not_checkable));
  drawing.dataset.verdict = shaped;
  return drawing;
}
