/** Which notes' words were pressed: with the mouse, or with Enter where the caret stands in them. */

/** What has a use of its own when it is pressed. */
const USED = 'a[href], button, input, select, textarea, label, summary, audio, video, [role=button], [role=link]';

/**
 * The innermost first, so that a note within another can be reached.
 * @param {PageNote[]} notes
 * @param {MouseEvent | KeyboardEvent} event
 * @returns {PageNote[]}
 */
function notesAt(notes, event) {
  const target = /** @type {Node} */ (event.composedPath()[0] ?? event.target);
  if (isUsed(target)) return [];
  const hits = 'key' in event ? atCaret(notes, event) : atPoint(notes, event, target);
  return hits.sort((one, other) => one.letters.length - other.letters.length);
}

/** @param {Node} target */
function isUsed(target) {
  const element = target.nodeType === Node.ELEMENT_NODE ? asElement(target) : target.parentElement;
  return Boolean(element?.closest(USED) ?? /** @type {HTMLElement | null} */ (element)?.isContentEditable);
}

/** @param {PageNote[]} notes @param {MouseEvent} event @param {Node} target */
function atPoint(notes, event, target) {
  const { button, clientX, clientY } = event;
  if (button !== 0 || hasModifier(event) || hasSelection(target)) return [];
  const isUnder = (/** @type {DOMRect} */ { left, right, top, bottom }) =>
    left <= clientX && clientX <= right && top <= clientY && clientY <= bottom;
  return notes.filter(({ ranges }) =>
    ranges.some((range) => range.intersectsNode(target) && [...range.getClientRects()].some(isUnder)),
  );
}

/** @param {PageNote[]} notes @param {KeyboardEvent} event */
function atCaret(notes, event) {
  if (hasModifier(event)) return [];
  const home = /** @type {Node} */ (event.target).ownerDocument ?? document;
  const caret = home.getSelection();
  const node = caret?.focusNode;
  if (!caret?.isCollapsed || !node) return [];
  return notes.filter(({ ranges }) =>
    ranges.some(
      (range) =>
        range.startContainer.getRootNode() === node.getRootNode() &&
        range.isPointInRange(node, caret.focusOffset),
    ),
  );
}

/** @param {MouseEvent | KeyboardEvent} event */
function hasModifier({ altKey, ctrlKey, metaKey, shiftKey }) {
  return altKey || ctrlKey || metaKey || shiftKey;
}

/** A reader who has just selected something did not mean to press. @param {Node} target */
function hasSelection(target) {
  const selection = target.ownerDocument?.getSelection();
  return Boolean(selection && !selection.isCollapsed);
}
