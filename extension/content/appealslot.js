/**
 * Where a reader whose flag was not upheld asks somebody else to look: a button, then the form in
 * which they say why.
 *
 * @typedef {{send: (reason: string) => Promise<string>}} AppealUse
 *   `send` resolves to what went wrong, '' where all went well
 */

class AppealSlot {
  node = make('div', { class: 'appeal' });
  #reason = new PrivateField(
    make('textarea', { rows: '3', maxlength: String(LONGEST_COMMENT) }),
    say('appealReason'),
  );
  #error = make('p', { class: 'fault', role: 'alert' });
  #button = makeButton('flag-button', () => this.#open(), say('appealAsk'));
  #form = this.#build();
  #sending = false;
  #use;

  /** @param {AppealUse} use */
  constructor(use) {
    this.#use = use;
    this.node.append(this.#button);
  }

  #build() {
    const form = make(
      'form',
      { class: 'flag-form', novalidate: true, 'aria-label': say('appealAsk') },
      this.#reason.node,
      this.#error,
      make(
        'div',
        { class: 'buttons' },
        make('button', { type: 'submit', class: 'main-button' }, say('flagSend')),
        makeButton('quiet-button', () => this.#close(), say('flagCancel')),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    form.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    });
    return form;
  }

  #open() {
    this.node.replaceChildren(this.#form);
    this.#reason.focus();
  }

  #close() {
    this.node.replaceChildren(this.#button);
    this.#button.focus();
  }

  async #submit() {
    if (this.#sending) return;
    const reason = this.#reason.value.trim();
    this.#blame(reason ? '' : say('appealNoReason'));
    if (!reason) return;
    this.#sending = true;
    this.#error.textContent = await this.#use.send(reason);
    this.#sending = false;
  }

  /** @param {string} words */
  #blame(words) {
    this.#reason.blame(words);
    this.#error.textContent = words;
    if (words) this.#reason.focus();
  }
}

/** Whether somebody else may still be asked. @param {OwnFlag} flag @returns {boolean} */
function canAppeal({ status, appealed_at: appealed }) {
  return status === 'not_upheld' && !appealed;
}
