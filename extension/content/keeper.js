/**
 * Watches the page while there are notes on it: whether its words change, whether it shows another
 * page without loading, whether a highlight is pressed. Where there are none it watches nothing.
 *
 * @typedef {{changed: () => void, moved: (address: string) => void, ticked: () => void,
 *   pressed: (event: MouseEvent | KeyboardEvent) => void}} KeeperHeard
 */

const SOONEST = 200;
const TICK = 1_000;
/** The share of time that looking for words may take: one part in this many. */
const REST = 25;

class Keeper {
  /** The page's address, as notes name it. */
  address = webAddressOf(document, '');

  /** @type {MutationObserver | null} */
  #observer = null;
  /** @type {AbortController | null} */
  #listening = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticking;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #pause = SOONEST;
  /** @type {Set<Node>} */
  #roots = new Set();
  #heard;

  /** @param {KeeperHeard} heard */
  constructor(heard) {
    this.#heard = heard;
  }

  /** Begins to watch, or ends it. @param {boolean} wanted */
  watch(wanted) {
    if (wanted === (this.#observer !== null)) return;
    if (wanted) this.#begin();
    else this.#end();
  }

  /** Watches these too. @param {(Document | ShadowRoot)[]} roots */
  lookInto(roots) {
    for (const root of roots) {
      if (this.#roots.has(root)) continue;
      this.#roots.add(root);
      if (this.#observer) this.#lookInto(root);
    }
  }

  #begin() {
    this.#observer = new MutationObserver(() => this.#soon());
    this.#listening = new AbortController();
    this.#ticking = setInterval(() => this.#heard.ticked(), TICK);
    const { signal } = this.#listening;
    const moved = () => this.#soon();
    // The page's own script moves it; we hear of it here, or at its next change.
    globalThis.navigation?.addEventListener('currententrychange', moved, { signal });
    addEventListener('popstate', moved, { signal });
    for (const root of this.#roots.add(document)) this.#lookInto(root);
  }

  /** @param {Node} root */
  #lookInto(root) {
    this.#observer?.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['class', 'hidden', 'open'],
    });
    const signal = /** @type {AbortController} */ (this.#listening).signal;
    root.addEventListener('load', () => this.#soon(), { capture: true, signal });
    if (root.nodeType !== Node.DOCUMENT_NODE) return;
    root.addEventListener('click', (event) => this.#press(event), { capture: true, signal });
    root.addEventListener('keydown', (event) => this.#press(event), { capture: true, signal });
  }

  #end() {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#listening?.abort();
    clearInterval(this.#ticking);
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#roots.clear();
  }

  /** @param {Event} event */
  #press(event) {
    const isEnter = event instanceof KeyboardEvent && event.key === 'Enter';
    if (event.isTrusted && (isEnter || event.type === 'click')) {
      this.#heard.pressed(/** @type {MouseEvent | KeyboardEvent} */ (event));
    }
  }

  #soon() {
    this.#timer ??= setTimeout(() => this.#look(), this.#pause);
  }

  #look() {
    this.#timer = undefined;
    const began = performance.now();
    const address = webAddressOf(document, '');
    const isSame = address === this.address;
    this.address = address;
    if (isSame) this.#heard.changed();
    else this.#heard.moved(address);
    this.#pause = Math.max(SOONEST, REST * (performance.now() - began));
  }
}
