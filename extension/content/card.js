/**
 * The card: a box of our own over the page, out of reach of the page's styles and scripts.
 *
 * @typedef {{show: (...children: Child[]) => void, announcer: ReturnType<typeof makeAnnouncer>,
 *   focus: () => void, follow: () => void, close: () => void}} Card
 *   `follow`: its words may stand elsewhere now
 * @typedef {{wordsOf: () => Range[], selected?: Range[], above?: Child, onClose: () => void}} CardWish
 *   `wordsOf`: the words beside which it stands, none where they cannot be located; `selected`: what
 *   is selected again once it is closed; `above`: what stands above all that it shows; `onClose` runs
 *   once, when it has been closed
 */

/** What a page must not hear of the card: its shortcuts and focus traps would interfere, and what
 * a reader types there is none of its business. */
const KEPT_EVENTS = [
  ...['keydown', 'keyup', 'keypress', 'focusin', 'focusout', 'click', 'dblclick', 'mousedown'],
  ...['mouseup', 'pointerdown', 'pointerup', 'touchstart', 'touchend', 'copy', 'contextmenu'],
  ...['beforeinput', 'input', 'paste', 'cut', 'drop', 'compositionstart', 'compositionupdate'],
  'compositionend',
];

/**
 * @param {string} styles
 * @param {CardWish} wish
 * @returns {Card}
 */
function openCard(styles, { wordsOf, selected = [], above = null, onClose }) {
  const before = document.activeElement;
  const life = new AbortController();
  const close = () => {
    if (life.signal.aborted) return;
    announcer.end();
    life.abort();
    host.remove();
    giveBackFocus(before, selected);
    onClose();
  };
  const { host, box, body, status } = buildCard(styles, above, close);
  const announcer = makeAnnouncer(status);
  attach(host);
  const follow = keepInPlace(box, wordsOf, life.signal);
  closeOnEscape(box, close, life.signal);
  holdOn(host, box, life.signal, () => {
    close();
    tellExtension({ type: 'cardTaken' });
  });
  const focus = () => box.focus({ preventScroll: true });
  focus();
  const comeBack = () => {
    raise(host, box);
    focus();
  };
  const show = (/** @type {Child[]} */ ...children) => showIn(body, box, children);
  return { show, announcer, focus: comeBack, follow, close };
}

/** @param {string} styles @param {Child} above @param {() => void} close */
function buildCard(styles, above, close) {
  const host = make('div', { popover: 'manual' });
  const body = make('div', { class: 'body' });
  const status = make('p', { class: 'unseen', role: 'status' });
  const labels = { 'aria-label': say('cardLabel'), lang: uiLanguage() };
  const box = make(
    'div',
    { class: 'card look', role: 'dialog', ...labels, tabindex: '0' },
    cardHead(close),
    status,
    ...present([above]),
    body,
  );
  const root = host.attachShadow({ mode: 'closed' });
  addStyles(window, root, styles);
  root.append(box);
  letSelect(box);
  for (const kept of KEPT_EVENTS) box.addEventListener(kept, (event) => event.stopPropagation());
  return { host, box, body, status };
}

/** @param {() => void} close */
function cardHead(close) {
  const cross = makeDrawing('cross', '0 0 12 12', ['path', { d: 'M2 2l8 8M10 2l-8 8' }]);
  const button = makeButton('close', close, cross);
  button.setAttribute('aria-label', say('close'));
  button.title = say('closeHint');
  return make('header', {}, brandMark(), make('h2', {}, say('extensionName')), button);
}

function brandMark() {
  return makeDrawing(
    'brand',
    '0 0 24 24',
    ['circle', { class: 'first', cx: '9', cy: '12', r: '7' }],
    ['circle', { class: 'second', cx: '15', cy: '12', r: '7' }],
  );
}

/**
 * A constructed stylesheet is subject to no page's policy. Some Firefox versions refuse it to
 * content scripts; there an element does, which the policy spares.
 * @param {View} view whose document it is
 * @param {Document | ShadowRoot} root
 * @param {string} styles
 */
function addStyles(view, root, styles) {
  try {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
  } catch {
    (root.nodeType === Node.DOCUMENT_NODE ? root.firstElementChild : root)?.append(make('style', {}, styles));
  }
}

/** @param {HTMLElement} body @param {HTMLElement} box @param {Child[]} children */
function showIn(body, box, children) {
  const nodes = present(children);
  if (nodes.length === 1 && nodes[0] === body.firstChild) return;
  const losesFocus = body.contains(focusedBeside(body));
  body.replaceChildren(...nodes);
  box.scrollTop = 0;
  if (losesFocus) box.focus({ preventScroll: true });
}

/**
 * Keeps the card beside its words while the page scrolls, is resized or moves them.
 * @param {HTMLElement} box
 * @param {() => Range[]} wordsOf
 * @param {AbortSignal} signal
 * @returns {() => void} places it anew
 */
function keepInPlace(box, wordsOf, signal) {
  let words = boxAround(wordsOf());
  /** @type {Side | null} */
  let side = null;
  if (words && isCramped(words, viewSize())) makeRoom(words);
  const place = () => {
    words = boxAround(wordsOf()) ?? words;
    side = applyPlace(box, placeCard(words, viewSize(), side));
  };
  place();
  for (const [target, event] of moves(wordsOf())) {
    target.addEventListener(event, onceAFrame(place), { signal, capture: true, passive: true });
  }
  return place;
}

/** @param {Range[]} ranges @returns {[EventTarget, string][]} */
function moves(ranges) {
  const views = new Set([window, viewOf(ranges) ?? window]);
  return [...views].flatMap((view) => /** @type {[EventTarget, string][]} */ ([
    [view, 'scroll'],
    [view, 'resize'],
  ]));
}

/** @returns {Size} */
function viewSize() {
  const { clientWidth, clientHeight } = document.documentElement;
  return { width: clientWidth || innerWidth, height: Math.min(clientHeight || innerHeight, innerHeight) };
}

/** Scrolls the words to the top where no side of them has room. @param {Box} words */
function makeRoom(words) {
  scrollBy({ top: words.top - GAP, behavior: 'instant' });
}

/** @param {HTMLElement} box @param {Place} place @returns {Side} */
function applyPlace(box, place) {
  const { style } = box;
  style.left = `${place.left}px`;
  style.top = place.top === null ? 'auto' : `${place.top}px`;
  style.bottom = place.bottom === null ? 'auto' : `${place.bottom}px`;
  style.width = `${place.width}px`;
  style.maxHeight = `${place.maxHeight}px`;
  return place.side;
}

/** @param {HTMLElement} box @param {() => void} close @param {AbortSignal} signal */
function closeOnEscape(box, close, signal) {
  /** @param {KeyboardEvent} event */
  const onKey = (event) => {
    if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
    if (!event.isTrusted) return;
    event.preventDefault();
    close();
  };
  box.addEventListener('keydown', onKey, { signal });
  document.addEventListener('keydown', onKey, { signal });
}

/**
 * To the element that had it; where none had, to the words, by selecting them again.
 * @param {Element | null} before
 * @param {Range[]} selected
 */
function giveBackFocus(before, selected) {
  restoreSelection(selected);
  if (before instanceof HTMLElement && before !== document.body) before.focus({ preventScroll: true });
}
