/**
 * A text field whose words the page cannot follow. Keys that are pressed in a shadow root reach the
 * page's listeners, though it is closed; those that are pressed in a frame do not. So the field has
 * a frame of its own, an empty one, in the card's closed root, where the page has no way to it. In
 * our own pages, where nobody listens, it has none.
 *
 * @typedef {HTMLInputElement | HTMLTextAreaElement} TextInput
 */

/** The padding of the frame's body. */
const AROUND_FIELD = 8;
let privateFields = 0;

class PrivateField {
  /** Label and field. */
  node;

  #input;
  #label = make('label', {});
  #fault = make('p', { class: 'unseen', id: `fault-${(privateFields += 1)}` });
  #frame = make('iframe', { class: 'field' });

  /** @param {TextInput} input @param {string} words its label */
  constructor(input, words) {
    this.#input = input;
    this.#input.setAttribute('aria-describedby', this.#fault.id);
    this.#label.addEventListener('click', () => this.focus());
    const field = isWebAddress(document.URL) ? [this.#frame] : [this.#input, this.#fault];
    this.node = make('div', { class: 'private' }, this.#label, ...field);
    this.name(words);
    this.#frame.addEventListener('load', () => this.#fill());
    /** @type {HTMLElement} */ (input).addEventListener('keydown', (event) => this.#onKey(event));
  }

  /** @returns {string} */
  get value() {
    return this.#input.value;
  }

  /** @param {string} words its label from now on */
  name(words) {
    this.#label.textContent = words;
    this.#frame.title = words;
    this.#input.setAttribute('aria-label', words);
  }

  /** Says what is wrong with it, '' for nothing. @param {string} words */
  blame(words) {
    this.#input.setAttribute('aria-invalid', String(words !== ''));
    this.#fault.textContent = words;
  }

  focus() {
    this.#input.focus();
  }

  /** Each time the frame comes into the page it is empty; the input goes in as it is. */
  #fill() {
    const { contentDocument: inner, contentWindow: view } = this.#frame;
    if (!inner || !view) {
      // A sandboxed page keeps its frames from us too.
      this.#frame.replaceWith(this.#input);
      return;
    }
    const { fontSize } = getComputedStyle(this.#frame);
    addStyles(/** @type {View} */ (view), inner, cardStyles);
    inner.documentElement.lang = uiLanguage();
    inner.body.className = 'look inside';
    inner.body.style.fontSize = fontSize;
    inner.body.replaceChildren(this.#input, this.#fault);
    this.#frame.style.height = `${this.#input.offsetHeight + AROUND_FIELD}px`;
  }

  /** What goes beyond the field is told to the form: Enter in a single line, and Esc. @param {KeyboardEvent} event */
  #onKey(event) {
    const { key, isComposing } = event;
    if (isComposing) return;
    if (key === 'Enter' && this.#input.localName === 'input') this.#frame.closest('form')?.requestSubmit();
    if (key === 'Escape') this.#frame.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  }
}
