/**
 * Building elements. Text goes in as text, never as markup, whoever wrote it.
 *
 * @typedef {Record<string, string | boolean>} Attributes `true` for a bare attribute, `false` for
 *   none
 * @typedef {Node | string | null} Child `null` leaves the place empty
 */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...present(children));
  return element;
}

/** @param {Child[]} children @returns {(Node | string)[]} */
function present(children) {
  return children.filter((child) => child !== null);
}

/** @param {Element} element @param {Attributes} attributes */
function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
}

/** @param {string} className @param {() => void} onClick @param {...Child} children */
function makeButton(className, onClick, ...children) {
  const button = make('button', { type: 'button', class: className }, ...children);
  button.addEventListener('click', onClick);
  return button;
}

/**
 * A link that opens beside the page and tells its target nothing, or plain text where the
 * address is no http(s) address.
 * @param {string} address
 * @param {string} text
 */
function makeLink(address, text) {
  if (!isWebAddress(address)) return make('span', { dir: 'auto' }, text);
  const attributes = { href: address, target: '_blank', rel: 'noopener noreferrer', dir: 'auto' };
  return make('a', attributes, text);
}

/** @param {string} address @returns {boolean} */
function isWebAddress(address) {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}

/**
 * A small drawing that repeats what the word beside it says, so it is hidden from screen readers.
 * @param {string} className
 * @param {string} viewBox
 * @param {...[string, Attributes]} parts tag and attributes of each
 */
function makeDrawing(className, viewBox, ...parts) {
  const drawing = makeSvg('svg', { class: className, viewBox, 'aria-hidden': 'true' });
  drawing.append(...parts.map(([tag, attributes]) => makeSvg(tag, attributes)));
  return drawing;
}

/** @param {string} tag @param {Attributes} attributes */
function makeSvg(tag, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(element, attributes);
  return element;
}

/** @param {HTMLElement} element @returns {Element | null} what has focus in its card or page */
function focusedBeside(element) {
  return /** @type {Document | ShadowRoot} */ (element.getRootNode()).activeElement;
}

/** @param {() => void} work @returns {() => void} */
function onceAFrame(work) {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      work();
    });
  };
}
