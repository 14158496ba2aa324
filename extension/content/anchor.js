/**
 * Where a highlight stands, told in three ways: by the way to its nodes, by its place in the
 * page's text, and (in its selector) by its words; and found again by them in this order.
 *
 * @typedef {import('../shared/types.js').Anchor} Anchor
 * @typedef {import('../shared/types.js').NodePath} NodePath
 * @typedef {{range: Range, anchor: Anchor}} Anchored
 */

/**
 * @param {PageText} page
 * @param {Range} range
 * @returns {Anchor | null} null where it stands in no text of the page
 */
function anchorOf(page, range) {
  const place = page.placeOf(range);
  return place && (anchoredAt(page, place)?.anchor ?? null);
}

/** @param {PageText} page @param {TextPlace} position @returns {Anchored | null} */
function anchoredAt(page, position) {
  const range = page.rangeAt(position);
  if (!range) return null;
  const path = {
    start: pathTo(range.startContainer),
    startOffset: range.startOffset,
    end: pathTo(range.endContainer),
    endOffset: range.endOffset,
  };
  const words = page.spaced(position.start, position.end);
  const sentence = sentenceAround(page.around(position, SENTENCE), words);
  return { range, anchor: { range: path, position, sentence } };
}

/**
 * Finds each of these on the page. The page's text, which takes its time, is read only where that is
 * not as simple as to look where they were.
 * @param {{highlight: Selector, anchor: Anchor | null}[]} sought
 * @returns {{found: (Anchored | null)[], page: PageText | null}} null where the words are no longer
 *   on the page; `page` where it was read
 */
function findEach(sought) {
  const unchanged = sought.map(({ highlight, anchor }) => findUnchanged(highlight, anchor));
  if (unchanged.every((found) => found !== null)) return { found: unchanged, page: null };
  const page = new PageText(document);
  const find = (/** @type {{highlight: Selector, anchor: Anchor | null}} */ { highlight, anchor }) =>
    findAgain(page, highlight, anchor);
  return { found: sought.map((one, at) => unchanged[at] ?? find(one)), page };
}

/**
 * @param {PageText} page
 * @param {Selector} selector
 * @param {Anchor | null} anchor
 * @returns {Anchored | null}
 */
function findAgain(page, selector, anchor) {
  const hints = anchor ? [placeByPath(page, anchor.range), anchor.position] : [];
  const place = seekPlace(page, { ...selector, sentence: anchor?.sentence }, hints);
  if (!place || !anchor) return place && anchoredAt(page, place);
  // The way to its nodes is told anew when it is kept: here it would cost more than it saves.
  const range = page.rangeAt(place);
  return range && { range, anchor: { ...anchor, position: place } };
}

/**
 * Looks where the words were: whether neither the way there, nor they, nor what stands close to them
 * has changed.
 * @param {Selector} selector
 * @param {Anchor | null} anchor
 * @returns {Anchored | null} null says nothing
 */
function findUnchanged(selector, anchor) {
  const range = anchor && rangeByPath(anchor.range);
  if (!anchor || !range || densely(String(range)) !== densely(selector.quote)) return null;
  const { before, after } = closeLetters(selector);
  if (before.length < CERTAIN || after.length < CERTAIN) return null;
  const isBefore = lettersBeside(range, 'previousNode').endsWith(before);
  const isThere = isBefore && lettersBeside(range, 'nextNode').startsWith(after);
  return isThere ? { range, anchor } : null;
}

/** @param {Range} range @param {'previousNode' | 'nextNode'} step @returns {string} */
function lettersBeside(range, step) {
  const walk = textWalker(range, step);
  const goesBack = step === 'previousNode';
  let letters = densely(
    goesBack
      ? edgeText(range.startContainer, 0, range.startOffset)
      : edgeText(range.endContainer, range.endOffset),
  );
  for (let node = walk(); node && letters.length < CERTAIN; node = walk()) {
    letters = goesBack ? densely(node.data) + letters : letters + densely(node.data);
  }
  return letters;
}

/** @param {Anchor['range']} path @returns {Range | null} */
function rangeByPath({ start, startOffset, end, endOffset }) {
  const first = nodeAt(start);
  const last = nodeAt(end);
  if (!isText(first) || !isText(last)) return null;
  if (first.getRootNode() !== last.getRootNode()) return null;
  if (startOffset > first.data.length || endOffset > last.data.length) return null;
  const range = first.ownerDocument.createRange();
  range.setStart(first, startOffset);
  range.setEnd(last, endOffset);
  return range;
}

/** @param {Node | null} node @returns {node is Text} */
function isText(node) {
  return node?.nodeType === Node.TEXT_NODE;
}

/** @param {Node} node @returns {NodePath} */
function pathTo(node) {
  if (node.nodeType === Node.DOCUMENT_NODE) {
    const frame = /** @type {Document} */ (node).defaultView?.frameElement;
    return frame ? [...pathTo(frame), 'frame'] : [];
  }
  if (node instanceof ShadowRoot || !node.parentNode) {
    const { host } = /** @type {ShadowRoot} */ (node);
    return host ? [...pathTo(host), 'shadow'] : [];
  }
  return [...pathTo(node.parentNode), placeAmongSiblings(node)];
}

/** @param {Node} node @returns {number} */
function placeAmongSiblings(node) {
  let place = 0;
  for (let other = node.previousSibling; other; other = other.previousSibling) place += 1;
  return place;
}

/** @param {NodePath} path @returns {Node | null} */
function nodeAt(path) {
  /** @type {Node | null | undefined} */
  let node = document;
  for (const step of path) {
    if (!node) return null;
    if (step === 'shadow') node = /** @type {Element} */ (node).shadowRoot;
    else if (step === 'frame') node = /** @type {HTMLIFrameElement} */ (node).contentDocument;
    else node = node.childNodes[step];
  }
  return node ?? null;
}

/** @param {PageText} page @param {Anchor['range']} range @returns {TextPlace | null} */
function placeByPath(page, { start, startOffset, end, endOffset }) {
  const first = pieceAt(page, start);
  const last = pieceAt(page, end);
  if (!first || !last) return null;
  return {
    start: first.start + densely(first.node.data.slice(0, startOffset)).length,
    end: last.start + densely(last.node.data.slice(0, endOffset)).length,
  };
}

/** @param {PageText} page @param {NodePath} path @returns {TextPiece | null} */
function pieceAt(page, path) {
  const node = nodeAt(path);
  return node && page.pieceOf(node);
}
