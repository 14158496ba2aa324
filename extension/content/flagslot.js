/**
 * The place on a note, or on one row of it, where a reader flags it: a button, then the form, then
 * what was said and what became of it.
 *
 * @typedef {{row: string, label: MessageKey, name: string, legend: string}} Flaggable
 *   `name` is what a screen reader hears of the button
 */

/** @param {FlagDesk} desk @returns {HTMLElement} */
function noteFlag(desk) {
  const words = { label: /** @type {MessageKey} */ ('flagNote'), name: say('flagNote') };
  return new FlagSlot(desk, { row: '', ...words, legend: say('flagNoteLegend') }).node;
}

/** Rows of notes from before rows had names cannot be flagged. @param {FlagDesk | null} desk @param {Evidence} row */
function rowFlag(desk, { id, report }) {
  if (!desk || !id) return null;
  const words = { label: /** @type {MessageKey} */ ('flag'), name: say('flagRow', report.outlet) };
  return new FlagSlot(desk, { row: id, ...words, legend: say('flagRowLegend', report.outlet) }).node;
}

class FlagSlot {
  node = make('div', { class: 'flag' });
  /** @type {FlagForm | null} kept while it is closed, with what was typed */
  #form = null;
  #isOpen = false;
  #desk;
  #about;

  /** @param {FlagDesk} desk @param {Flaggable} about */
  constructor(desk, about) {
    this.#desk = desk;
    this.#about = about;
    desk.watch(() => this.#draw());
    this.#draw();
  }

  #draw() {
    if (this.#isOpen) return;
    const flag = this.#desk.of(this.#about.row);
    this.node.replaceChildren(flag ? this.#told(flag) : this.#button());
  }

  #button() {
    const button = makeButton('flag-button', () => this.#open(), say(this.#about.label));
    button.setAttribute('aria-label', this.#about.name);
    return button;
  }

  #open() {
    this.#form ??= new FlagForm({
      legend: this.#about.legend,
      backend: this.#desk.backend,
      evidence: this.#about.row,
      send: (said) => this.#send(said),
      cancel: () => this.#close(),
    });
    this.#isOpen = true;
    this.node.replaceChildren(this.#form.node);
    this.#form.focus();
  }

  /** Back to where the reader was. */
  #close() {
    this.#isOpen = false;
    this.#draw();
    this.node.querySelector('button')?.focus();
  }

  /** @param {SaidInFlag} said @returns {Promise<string>} */
  async #send(said) {
    const wrong = await this.#desk.put(said);
    if (wrong) return wrong;
    this.#form = null;
    this.#close();
    this.#desk.announce(say('flagSentTold'));
    return '';
  }

  /** @param {OwnFlag} flag */
  #told(flag) {
    const error = make('p', { class: 'fault', role: 'alert' });
    const takeBack = async () => {
      error.textContent = await this.#desk.takeBack(this.#about.row);
      if (error.textContent) return;
      this.node.querySelector('button')?.focus();
      this.#desk.announce(say('flagTakenBack'));
    };
    return make(
      'div',
      { class: 'flagged' },
      make('p', {}, say('flaggedThis', flagReasonWords(flag))),
      flag.comment ? make('p', { class: 'quiet', dir: 'auto' }, flag.comment) : null,
      flagOutcome(flag),
      flag.status === 'open' ? makeButton('flag-button', takeBack, say('flagTakeBack')) : null,
      canAppeal(flag) ? this.#appeal() : null,
      error,
    );
  }

  #appeal() {
    return new AppealSlot({
      send: async (reason) => {
        const wrong = await this.#desk.appeal(this.#about.row, reason);
        if (wrong) return wrong;
        this.node.querySelector('button')?.focus();
        this.#desk.announce(say('appealSentTold'));
        return '';
      },
    }).node;
  }
}
