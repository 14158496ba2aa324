/**
 * The form in which a reader says what is wrong with a note or with one row of it. What was typed
 * stays, whatever goes wrong.
 *
 * @typedef {{legend: string, backend: string, evidence: string,
 *   send: (said: SaidInFlag) => Promise<string>, cancel: () => void}} FlagFormUse
 *   `send` resolves to what went wrong, '' where all went well
 * @typedef {{key: MessageKey, field: 'reason' | 'source'}} FlagFault
 */

const LONGEST_COMMENT = 1_000;
let flagForms = 0;

class FlagForm {
  #id;
  #use;
  #sourceInput = make('input', { type: 'url', autocomplete: 'off', spellcheck: 'false' });
  #source = new PrivateField(this.#sourceInput, say('flagSource'));
  #comment = new PrivateField(
    make('textarea', { rows: '3', maxlength: String(LONGEST_COMMENT) }),
    say('flagComment'),
  );
  #error;
  #sending = false;

  /** @param {FlagFormUse} use */
  constructor(use) {
    flagForms += 1;
    this.#id = `flag-${flagForms}`;
    this.#use = use;
    this.#error = make('p', { class: 'fault', id: `${this.#id}-error`, role: 'alert' });
    this.node = this.#build();
    this.#listen();
  }

  /** Where a reader begins to fill it in, or goes on. */
  focus() {
    const radios = this.#radios();
    (radios.find((radio) => radio.checked) ?? radios[0])?.focus();
  }

  #build() {
    return make(
      'form',
      { class: 'flag-form', novalidate: true, 'aria-label': this.#use.legend },
      this.#reasons(),
      this.#source.node,
      this.#comment.node,
      make('p', { class: 'quiet' }, say('flagSent', this.#use.backend)),
      this.#error,
      make(
        'div',
        { class: 'buttons' },
        make('button', { type: 'submit', class: 'main-button' }, say('flagSend')),
        makeButton('quiet-button', this.#use.cancel, say('flagCancel')),
      ),
    );
  }

  #reasons() {
    const choices = Object.entries(FLAG_REASONS).map(([reason, key]) => {
      const attributes = { type: 'radio', name: this.#id, value: reason };
      const radio = make('input', { ...attributes, 'aria-describedby': this.#error.id });
      return make('label', { class: 'choice' }, radio, make('span', {}, say(key)));
    });
    return make('fieldset', {}, make('legend', {}, this.#use.legend), ...choices);
  }

  #listen() {
    this.node.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.node.addEventListener('change', () => {
      const needed = this.#said().reason === 'missing_report';
      this.#source.name(say(needed ? 'flagSourceNeeded' : 'flagSource'));
      this.#sourceInput.required = needed;
    });
    // Esc leaves the form; the next one closes the card.
    this.node.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      this.#use.cancel();
    });
  }

  /** @returns {HTMLInputElement[]} */
  #radios() {
    return [...this.node.querySelectorAll('input')].filter((input) => input.type === 'radio');
  }

  /** @returns {Omit<SaidInFlag, 'reason'> & {reason: FlagReason | ''}} */
  #said() {
    const chosen = this.#radios().find((radio) => radio.checked);
    return {
      reason: /** @type {FlagReason | ''} */ (chosen?.value ?? ''),
      comment: this.#comment.value.trim(),
      counter_source: this.#source.value.trim(),
      evidence: this.#use.evidence,
    };
  }

  async #submit() {
    if (this.#sending) return;
    const said = this.#said();
    const fault = flagFault(said);
    this.#blame(fault);
    if (fault) return;
    this.#sending = true;
    this.#error.textContent = '';
    const wrong = await this.#use.send(/** @type {SaidInFlag} */ (said));
    this.#sending = false;
    this.#error.textContent = wrong;
  }

  /** @param {FlagFault | null} fault */
  #blame(fault) {
    const words = fault ? say(fault.key) : '';
    const radios = this.#radios();
    for (const radio of radios) radio.setAttribute('aria-invalid', String(fault?.field === 'reason'));
    this.#source.blame(fault?.field === 'source' ? words : '');
    this.#error.textContent = words;
    if (fault) (fault.field === 'source' ? this.#source : radios[0])?.focus();
  }
}

/**
 * What cannot be sent so. Pure.
 * @param {{reason: string, counter_source?: string}} said
 * @returns {FlagFault | null}
 */
function flagFault({ reason, counter_source: source = '' }) {
  if (!reason) return { key: 'flagNoReason', field: 'reason' };
  if (reason === 'missing_report' && !source) return { key: 'flagNoSource', field: 'source' };
  if (source && !isWebAddress(source)) return { key: 'flagBadSource', field: 'source' };
  return null;
}
