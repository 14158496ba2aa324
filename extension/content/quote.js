/**
 * From a selection to its quote selector: the exact words, and what stands before and after.
 */

/** The characters of context on each side: enough to find the words again, and to tell whom "he" or
 * "the agency" means, which mostly stands a sentence or two before. */
const CONTEXT = 300;
/** The longest highlight that the backend takes, in characters. */
const LONGEST = 5_000;

/**
 * The words as a reader sees them: runs of blanks become one, line breaks stay line breaks, and
 * what is no text (control characters, halves of characters) goes.
 * @param {string} text
 * @returns {string}
 */
function tidyText(text) {
  return withoutBroken(text)
    .replace(/\s*\n\s*/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .trim();
}

/** @param {string} text @returns {string} */
function withoutBroken(text) {
  return text.replace(/\r\n?/g, '\n').replace(/\p{Cs}/gu, '');
}

/** @param {string} text @returns {number} in characters, not in UTF-16 units */
function lengthOf(text) {
  return [...text].length;
}

/**
 * The quote selector of a selection, without its page.
 * @param {string} raw the selection as text
 * @param {Range | null} range where it stands; null where that cannot be known
 * @returns {{quote: string, prefix: string, suffix: string}}
 */
function quoteOf(raw, range) {
  const quote = tidyText(raw);
  if (!range) return { quote, prefix: '', suffix: '' };
  const before = textBefore(range) + raw.slice(0, raw.length - raw.trimStart().length);
  const after = raw.slice(raw.trimEnd().length) + textAfter(range);
  return {
    quote,
    prefix: [...flat(before)].slice(-CONTEXT).join(''),
    suffix: [...flat(after)].slice(0, CONTEXT).join(''),
  };
}

/** @param {Range} range @returns {string} enough of what stands before it */
function textBefore(range) {
  const walk = textWalker(range, 'previousNode');
  let text = edgeText(range.startContainer, 0, range.startOffset);
  let next = range.startContainer;
  for (let node = walk(); node && flat(text).length < CONTEXT; node = walk()) {
    text = node.data + joint(node, next) + text;
    next = node;
  }
  return text;
}

/** @param {Range} range @returns {string} enough of what stands after it */
function textAfter(range) {
  const walk = textWalker(range, 'nextNode');
  let text = edgeText(range.endContainer, range.endOffset);
  let last = range.endContainer;
  for (let node = walk(); node && flat(text).length < CONTEXT; node = walk()) {
    text += joint(last, node) + node.data;
    last = node;
  }
  return text;
}

/** @param {string} text @returns {string} on one line, its ends kept */
function flat(text) {
  return withoutBroken(text).replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '');
}

/** @param {Node} node @param {number} from @param {number} [to] @returns {string} */
function edgeText(node, from, to) {
  return node.nodeType === Node.TEXT_NODE ? (node.nodeValue ?? '').slice(from, to) : '';
}

/**
 * Text nodes on one side of a range, nearest first, without those that nobody sees.
 * @param {Range} range
 * @param {'previousNode' | 'nextNode'} step
 * @returns {() => Text | null}
 */
function textWalker(range, step) {
  const root = range.startContainer.getRootNode();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
    isSeen(node) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT,
  );
  walker.currentNode = step === 'previousNode' ? startOf(range) : endOf(range);
  return () => /** @type {Text | null} */ (walker[step]());
}

/** The node from which going back leaves the range. @param {Range} range @returns {Node} */
function startOf({ startContainer, startOffset }) {
  return startContainer.childNodes[startOffset] ?? startContainer;
}

/** The node from which going on leaves the range. @param {Range} range @returns {Node} */
function endOf({ endContainer, endOffset }) {
  if (endContainer.nodeType === Node.TEXT_NODE) return endContainer;
  const last = endContainer.childNodes[endOffset - 1];
  return last ? deepest(last) : endContainer;
}

/** @param {Node} node @returns {Node} */
function deepest(node) {
  return node.lastChild ? deepest(node.lastChild) : node;
}

/** @param {Node} node @returns {boolean} */
function isSeen(node) {
  const parent = node.parentElement;
  if (!parent || /^(?:script|style|noscript|template|textarea)$/i.test(parent.tagName)) return false;
  return parent.checkVisibility();
}

/**
 * The blank between two texts of different blocks, which the document itself may not hold.
 * @param {Node} before
 * @param {Node} after
 * @returns {string}
 */
function joint(before, after) {
  return blockOf(before) === blockOf(after) ? '' : ' ';
}

/** @param {Node} node @returns {Element | null} */
function blockOf(node) {
  let element = node.nodeType === Node.ELEMENT_NODE ? asElement(node) : node.parentElement;
  while (element && /^(?:inline|contents)/.test(getComputedStyle(element).display)) {
    element = element.parentElement;
  }
  return element;
}

/** @param {Node} node @returns {Element} */
function asElement(node) {
  return /** @type {Element} */ (node);
}
