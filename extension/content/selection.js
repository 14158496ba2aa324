/**
 * What the reader has selected: in the page, or in a frame of it that shares its origin.
 *
 * @typedef {{kind: 'text', text: string, ranges: Range[]}
 *   | {kind: 'editable'}
 *   | {kind: 'empty'}} Selected
 */

/** @returns {Selected} */
function readSelection() {
  const found = documentsWithin(document).map(selectedIn);
  return (
    found.find((selected) => selected.kind === 'text') ??
    found.find((selected) => selected.kind === 'editable') ?? { kind: 'empty' }
  );
}

/**
 * The document and those of its frames that may be read. The focused frame comes first: each
 * frame keeps a selection of its own, and that is the one the reader sees.
 * @param {Document} root
 * @returns {Document[]}
 */
function documentsWithin(root) {
  const frames = [...root.querySelectorAll('iframe, frame')];
  const focused = frames.filter((frame) => frame === root.activeElement);
  const others = frames.filter((frame) => frame !== root.activeElement);
  return [...documentsOf(focused), root, ...documentsOf(others)];
}

/** @param {Element[]} frames @returns {Document[]} */
function documentsOf(frames) {
  return frames
    .map((frame) => /** @type {HTMLIFrameElement} */ (frame).contentDocument)
    .filter((inner) => inner !== null)
    .flatMap(documentsWithin);
}

/** @param {Document} within @returns {Selected} */
function selectedIn(within) {
  if (hasSelectedField(focusedIn(within))) return { kind: 'editable' };
  const selection = within.getSelection();
  const ranges = selection ? rangesOf(selection) : [];
  const text = selection ? String(selection) : '';
  if (ranges.length === 0 || text.trim() === '') return { kind: 'empty' };
  if (ranges.some(isEditable)) return { kind: 'editable' };
  return { kind: 'text', text, ranges };
}

/** What has the focus, also in an open shadow root. @param {Document | ShadowRoot} root @returns {Element | null} */
function focusedIn({ activeElement }) {
  return activeElement?.shadowRoot ? focusedIn(activeElement.shadowRoot) : activeElement;
}

/** @param {Element | null} element @returns {boolean} */
function hasSelectedField(element) {
  if (!element || !/^(?:input|textarea)$/i.test(element.tagName)) return false;
  const field = /** @type {HTMLInputElement} */ (element);
  return field.selectionStart !== field.selectionEnd;
}

/** @param {Selection} selection @returns {Range[]} */
function rangesOf(selection) {
  const all = Array.from({ length: selection.rangeCount }, (_, index) =>
    selection.getRangeAt(index).cloneRange(),
  );
  const whole = all.filter((range) => !range.collapsed);
  return whole.length > 0 ? whole : rangesInShadow(selection);
}

/**
 * A selection in a shadow tree, which shows outside as an empty one at its host. What begins in a
 * tree and ends beyond it is taken to the tree's end.
 * @param {Selection} selection
 * @returns {Range[]}
 */
function rangesInShadow(selection) {
  const home = selection.anchorNode?.ownerDocument;
  const drawn = home && composedRange(selection, home);
  const root = drawn?.startContainer.getRootNode();
  if (!drawn || !root || root === home) return [];
  const range = home.createRange();
  range.setStart(drawn.startContainer, drawn.startOffset);
  if (drawn.endContainer.getRootNode() === root) range.setEnd(drawn.endContainer, drawn.endOffset);
  else range.setEnd(root, root.childNodes.length);
  return range.collapsed ? [] : [range];
}

/**
 * Chrome has it from 137 on; before that, what is selected in a shadow tree is not told.
 * @param {Selection} selection @param {Document} home
 */
function composedRange(selection, home) {
  const ranges = selection.getComposedRanges?.({ shadowRoots: shadowRootsIn(home) }) ?? [];
  return ranges[0] ?? null;
}

/** @param {Document | ShadowRoot} within @returns {ShadowRoot[]} the open ones, also within each other */
function shadowRootsIn(within) {
  const roots = [...within.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
  return roots.flatMap((root) => [root, ...shadowRootsIn(root)]);
}

/** @param {Range} range @returns {boolean} */
function isEditable(range) {
  const node = range.commonAncestorContainer;
  const element = node instanceof Element || 'isContentEditable' in node ? node : node.parentElement;
  return Boolean(/** @type {HTMLElement | null} */ (element)?.isContentEditable);
}

/** Native selection would paint over the highlight. @param {Range[]} ranges */
function clearSelection(ranges) {
  ranges[0]?.startContainer.ownerDocument?.getSelection()?.removeAllRanges();
}

/** @param {Range[]} ranges */
function restoreSelection(ranges) {
  const selection = ranges[0]?.startContainer.ownerDocument?.getSelection();
  if (!selection) return;
  selection.removeAllRanges();
  for (const range of ranges) selection.addRange(range);
}
