/**
 * The page as one text: what a reader can see of the document, of its open shadow roots and of
 * the frames that share its origin, without blanks (see letters.js), and where each letter stands.
 *
 * @typedef {{node: Text, start: number, end: number,
 *   gap: '' | ' ' | '\n'}} TextPiece
 *   `start` and `end` are places in the page's text; `gap` is what parts it from the one before, other
 *   than the blanks in the two: nothing, blanks of their own, a new block
 * @typedef {{start: number, end: number}} TextPlace
 */

/** What holds no words of the page. Fields and editors are the reader's own. */
const WORDLESS = new Set([
  ...['script', 'style', 'noscript', 'template', 'textarea', 'select', 'option', 'object'],
  ...['canvas', 'video', 'audio', 'head', 'input'],
]);
/** Elements whose words go on in the line around them. */
const IN_LINE = new Set(
  ('a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q ruby s samp small span ' +
    'strong sub sup time tt u var wbr slot').split(' '),
);
const FRAMES = new Set(['iframe', 'frame']);

class PageText {
  /** @type {TextPiece[]} */
  pieces = [];

  /** Every document and shadow root that it was read from. @type {(Document | ShadowRoot)[]} */
  roots = [];

  text = '';

  /** @type {Map<Node, TextPiece> | null} */
  #byNode = null;

  /** @type {string | null} */
  #bare = null;

  /** @type {string[]} */
  #parts = [];

  #length = 0;

  /** @type {TextPiece['gap']} */
  #gap = '\n';

  /** @param {Document} home */
  constructor(home) {
    this.#readRoot(home);
    this.text = this.#parts.join('');
    this.#parts = [];
  }

  /** @param {Document | ShadowRoot} root */
  #readRoot(root) {
    this.roots.push(root);
    this.#gap = '\n';
    this.#readChildren(root);
    this.#gap = '\n';
  }

  /** @param {Node} parent */
  #readChildren(parent) {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === Node.TEXT_NODE) this.#addText(/** @type {Text} */ (node));
      else if (node.nodeType === Node.ELEMENT_NODE) this.#readElement(/** @type {Element} */ (node));
    }
  }

  /** @param {Element} element */
  #readElement(element) {
    const { localName } = element;
    if (localName === 'br') this.#gap = '\n';
    if (WORDLESS.has(localName) || isEditor(element) || !isShown(element)) return;
    if (FRAMES.has(localName)) {
      const inner = /** @type {HTMLIFrameElement} */ (element).contentDocument;
      if (inner) this.#readRoot(inner);
      return;
    }
    if (element.shadowRoot) this.#readRoot(element.shadowRoot);
    const isBlock = !IN_LINE.has(localName);
    if (isBlock) this.#gap = '\n';
    this.#readChildren(element);
    if (isBlock) this.#gap = '\n';
  }

  /** @param {Text} node */
  #addText(node) {
    const dense = densely(node.data);
    if (dense === '') {
      if (node.data !== '') this.#gap ||= ' ';
      return;
    }
    const start = this.#length;
    this.#length += dense.length;
    this.pieces.push({ node, start, end: this.#length, gap: this.#gap });
    this.#parts.push(dense);
    this.#gap = '';
  }

  /** The text as bareText() makes it. @returns {string} */
  get bare() {
    this.#bare ??= bareText(this.text);
    return /** @type {string} */ (this.#bare);
  }

  /** @param {Node} node @returns {TextPiece | null} null for what is no text of the page */
  pieceOf(node) {
    this.#byNode ??= new Map(this.pieces.map((piece) => [piece.node, piece]));
    return this.#byNode.get(node) ?? null;
  }

  /** @param {number} place @returns {number} the index of the piece that holds this letter */
  #indexAt(place) {
    let low = 0;
    let high = this.pieces.length - 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.pieces[middle]?.end ?? 0) > place) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /**
   * The words at a place as the page spaces them: its own blanks, and a line break between blocks.
   * @param {number} start @param {number} end
   * @returns {string}
   */
  spaced(start, end) {
    const from = Math.max(0, start);
    const to = Math.min(end, this.text.length);
    if (from >= to) return '';
    let text = '';
    for (let at = this.#indexAt(from); at < this.pieces.length; at += 1) {
      const piece = /** @type {TextPiece} */ (this.pieces[at]);
      if (piece.start >= to) break;
      text += (text && piece.gap) + spacedWithin(piece, from, to);
    }
    return text;
  }

  /**
   * What stands before a place and after another, up to some letters, with the blanks at the cut.
   * @param {TextPlace} place @param {number} letters
   */
  around({ start, end }, letters) {
    return {
      before: this.spaced(start - letters, start) + this.#blankBefore(start),
      after: this.#blankBefore(end) + this.spaced(end, end + letters),
    };
  }

  /** What stands between a letter and the one before it. @param {number} place */
  #blankBefore(place) {
    if (place <= 0 || place >= this.text.length) return '';
    const at = this.#indexAt(place);
    const { node, start, gap } = /** @type {TextPiece} */ (this.pieces[at]);
    const own = node.data.slice(0, placeOfLetter(node.data, place - start));
    if (start < place) return /\s$/.test(own) ? ' ' : '';
    if (gap) return gap;
    return /\s/.test(own) || /\s$/.test(this.pieces[at - 1]?.node.data ?? '') ? ' ' : '';
  }

  /**
   * @param {TextPlace} place
   * @returns {Range | null} null where it reaches from one document or shadow root into another
   */
  rangeAt({ start, end }) {
    const first = this.pieces[this.#indexAt(start)];
    const last = this.pieces[this.#indexAt(end - 1)];
    if (!first || !last || first.node.getRootNode() !== last.node.getRootNode()) return null;
    const range = first.node.ownerDocument.createRange();
    range.setStart(first.node, placeOfLetter(first.node.data, start - first.start));
    range.setEnd(last.node, placeOfLetter(last.node.data, end - 1 - last.start) + 1);
    return range;
  }

  /** @param {Range} range @returns {TextPlace | null} null where none of the page's words are in it */
  placeOf(range) {
    const within = this.pieces.filter(({ node }) => range.intersectsNode(node));
    const first = within[0];
    const last = within.at(-1);
    if (!first || !last) return null;
    const { startContainer, startOffset, endContainer, endOffset } = range;
    const from = startContainer === first.node ? startOffset : 0;
    const to = endContainer === last.node ? endOffset : last.node.data.length;
    const start = first.start + densely(first.node.data.slice(0, from)).length;
    const end = last.start + densely(last.node.data.slice(0, to)).length;
    return start < end ? { start, end } : null;
  }
}

/** Elements without a box of their own may still have children that are shown. @param {Element} element */
function isShown(element) {
  return element.checkVisibility() || getComputedStyle(element).display === 'contents';
}

/** What is being written is the reader's own. @param {Element} element */
function isEditor(element) {
  return (
    element.hasAttribute('contenteditable') &&
    /** @type {HTMLElement} */ (element).isContentEditable
  );
}

/** @param {TextPiece} piece @param {number} from @param {number} to */
function spacedWithin({ node: { data }, start, end }, from, to) {
  const left = from > start ? placeOfLetter(data, from - start) : 0;
  const right = to <= end ? placeOfLetter(data, to - 1 - start) + 1 : data.length;
  return data.slice(left, right);
}
