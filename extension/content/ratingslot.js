/** Where a reader says that a note is right as it is, or says so no longer. */

class RatingSlot {
  node = make('div', { class: 'flag' });
  #error = make('p', { class: 'fault', role: 'alert' });
  #desk;

  /** @param {FlagDesk} desk */
  constructor(desk) {
    this.#desk = desk;
    desk.watch(() => this.#draw());
    this.#draw();
  }

  #draw() {
    const hadFocus = this.node.contains(focusedBeside(this.node));
    this.#error.textContent = '';
    this.node.replaceChildren(...present(this.#desk.right ? this.#told() : this.#asked()), this.#error);
    if (hadFocus) this.node.querySelector('button')?.focus();
  }

  #asked() {
    return [makeButton('flag-button', () => this.#rate(true), say('ratingRight'))];
  }

  #told() {
    return [
      make('p', {}, say('ratingSaid')),
      makeButton('flag-button', () => this.#rate(false), say('flagTakeBack')),
    ];
  }

  /** @param {boolean} right */
  async #rate(right) {
    const wrong = await this.#desk.rate(right);
    this.#error.textContent = wrong;
    if (!wrong) this.#desk.announce(say(right ? 'ratingSaid' : 'ratingTakenBack'));
  }
}
