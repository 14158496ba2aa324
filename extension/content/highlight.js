/**
 * The highlight over the reader's words, drawn by the browser: the page's DOM is not touched.
 */

/** @typedef {'second-source-checking' | 'second-source-checked'} HighlightName */

/**
 * Draws it in the document that the words stand in, in place of an earlier one.
 * @param {Range[]} ranges
 * @param {HighlightName} name
 */
function drawHighlight(ranges, name) {
  clearHighlight(ranges);
  const view = viewOf(ranges);
  if (view) view.CSS.highlights.set(name, new view.Highlight(...ranges));
}

/** @param {Range[]} ranges */
function clearHighlight(ranges) {
  const highlights = viewOf(ranges)?.CSS.highlights;
  highlights?.delete('second-source-checking');
  highlights?.delete('second-source-checked');
}

/** A frame's words are drawn by the frame's own window. @param {Range[]} ranges */
function viewOf(ranges) {
  const view = ranges[0]?.startContainer.ownerDocument?.defaultView;
  return /** @type {(Window & typeof globalThis) | null} */ (view ?? null);
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
