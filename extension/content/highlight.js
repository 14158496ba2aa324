/**
 * The highlights over the readers' words, drawn by the browser: the page's DOM is not touched.
 *
 * @typedef {Window & typeof globalThis} View
 */

/** The form of each note's line; highlight.css draws them. */
const FORMS = /** @type {const} */ ([
  ...['checking', 'corroborated', 'single_source', 'contested', 'disputed', 'insufficient'],
  ...['not_checkable', 'open'],
]);
const OPEN_ON_TOP = 1;

/** What was drawn last, by window and name. @type {Map<View, Map<string, Highlight>>} */
const drawn = new Map();

/**
 * Draws them all, in place of whatever was drawn before.
 * @param {PageNote[]} notes
 * @param {PageNote | null} opened the one whose card is open
 */
function drawNotes(notes, opened) {
  for (const note of notes) for (const range of note.ranges) addView(viewOf([range]) ?? window);
  for (const view of drawn.keys()) {
    for (const form of FORMS) {
      const shown = notes.filter((note) => (form === 'open' ? note === opened : formOf(note) === form));
      const ranges = shown.flatMap((note) => note.ranges).filter((range) => viewOf([range]) === view);
      drawIn(view, form, ranges);
    }
  }
}

/** @param {View} view @param {string} form @param {Range[]} ranges */
function drawIn(view, form, ranges) {
  const name = `second-source-${form.replaceAll('_', '-')}`;
  drawn.get(view)?.delete(name);
  if (ranges.length === 0) {
    view.CSS.highlights.delete(name);
    return;
  }
  const highlight = new view.Highlight(...ranges);
  if (form === 'open') highlight.priority = OPEN_ON_TOP;
  view.CSS.highlights.set(name, highlight);
  drawn.get(view)?.set(name, highlight);
}

/** @param {View} view */
function addView(view) {
  if (!drawn.has(view)) drawn.set(view, new Map());
}

/** Whether the page left the drawing alone: its registry is the page's too. @returns {boolean} */
function isStillDrawn() {
  return [...drawn].every(([{ CSS: { highlights } }, forms]) =>
    [...forms].every(([name, one]) => highlights.get(name) === one && one.size > 0),
  );
}

/** @param {PageNote} note */
function formOf({ check }) {
  return check.note?.verdict ?? 'checking';
}

/** A frame's words are drawn by the frame's own window. @param {Range[]} ranges @returns {View | null} */
function viewOf(ranges) {
  const view = ranges[0]?.startContainer.ownerDocument?.defaultView;
  return /** @type {View | null} */ (view ?? null);
}

/**
 * The box around the words in the top window's viewport.
 * @param {Range[]} ranges
 * @returns {Box | null} null where they are no longer drawn
 */
function boxAround(ranges) {
  const rects = ranges.flatMap((range) => [...range.getClientRects()]).filter(hasArea);
  if (rects.length === 0) return null;
  const box = {
    left: Math.min(...rects.map((rect) => rect.left)),
    top: Math.min(...rects.map((rect) => rect.top)),
    right: Math.max(...rects.map((rect) => rect.right)),
    bottom: Math.max(...rects.map((rect) => rect.bottom)),
  };
  return fromFrame(box, viewOf(ranges)?.frameElement ?? null);
}

/** @param {DOMRect} rect @returns {boolean} */
function hasArea(rect) {
  return rect.width > 0 && rect.height > 0;
}

/**
 * @param {Box} box in a frame's viewport
 * @param {Element | null} frame null where that is the top window's
 * @returns {Box}
 */
function fromFrame(box, frame) {
  if (!frame) return box;
  const edge = frame.getBoundingClientRect();
  const x = edge.left + frame.clientLeft;
  const y = edge.top + frame.clientTop;
  const moved = {
    left: clamp(box.left + x, edge.left, edge.right),
    right: clamp(box.right + x, edge.left, edge.right),
    top: clamp(box.top + y, edge.top, edge.bottom),
    bottom: clamp(box.bottom + y, edge.top, edge.bottom),
  };
  return fromFrame(moved, frame.ownerDocument.defaultView?.frameElement ?? null);
}
