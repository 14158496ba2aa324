/**
 * Where a highlight stands, told in three ways: by the way to its nodes, by its place in the
 * page's text, and (in its selector) by its words; and found again by them in this order.
 *
 * @typedef {import('../shared/types.js').Anchor} Anchor
 * @typedef {import('../shared/types.js').NodePath} NodePath
 */

/**
 * @param {PageText} page
 * @param {Range} range
 * @returns {Anchor | null} null where it stands in no text of the page
 */
function anchorOf(page, range) {
  const position = page.placeOf(range);
  const exact = position && page.rangeAt(position);
  if (!exact) return null;
  return {
    range: {
      start: pathTo(exact.startContainer),
      startOffset: exact.startOffset,
      end: pathTo(exact.endContainer),
      endOffset: exact.endOffset,
    },
    position,
    sentence: sentenceAround(page.around(position, FURTHEST), page.spaced(position.start, position.end)),
  };
}

/**
 * @param {PageText} page
 * @param {Selector} selector
 * @param {Anchor | null} anchor
 * @returns {Range | null} null where its words are no longer on the page
 */
function findAgain(page, selector, anchor) {
  const hints = anchor ? [placeByPath(page, anchor.range), anchor.position] : [];
  const place = seekPlace(page, { ...selector, sentence: anchor?.sentence }, hints);
  return place && page.rangeAt(place);
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
