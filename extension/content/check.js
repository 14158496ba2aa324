/**
 * One check or its note, and what the card shows of it: how it goes, how it ended, what is in the
 * way. It goes on while its card is closed.
 *
 * @typedef {{opened: (id: string) => void, noted: (note: Note) => void, vain: () => void}} CheckHeard
 *   `vain`: it came to an end without a note
 * @typedef {Pick<Card, 'show' | 'announcer'>} Stand where it is shown: a card, or the panel
 */

class Check {
  /** The address of the note's own page, "" until the check is opened. */
  page = '';

  #told = nothingTold();
  /** @type {CheckLink | null} */
  #link = null;
  /** @type {Stand | null} */
  #card = null;
  /** @type {ProgressView | null} */
  #progress = null;
  /** @type {HTMLElement | null} What is in the way, in place of the rest. */
  #notice = null;
  #draw = onceAFrame(() => this.#show());
  /** Made beforehand: once the extension is gone, its texts are too. */
  #lostNotice = noticeView(say('lost'), make('p', {}, say('lostDo')));
  #highlight;
  #heard;

  /**
   * @param {CheckedHighlight} highlight
   * @param {CheckHeard} heard
   * @param {{note: Note, page: string}} [kept] a note of an earlier day
   */
  constructor(highlight, heard, kept) {
    this.#highlight = highlight;
    this.#heard = heard;
    if (!kept) return;
    this.page = kept.page;
    this.#told = { ...nothingTold(), ending: { seq: 0, kind: 'note', data: kept.note } };
  }

  /** @returns {Note | null} */
  get note() {
    const { ending } = this.#told;
    return ending?.kind === 'note' ? ending.data : null;
  }

  /** Whether it came to an end without a note. @returns {boolean} */
  get isVain() {
    return this.#notice !== null || (this.#told.ending !== null && this.note === null);
  }

  /** Starts, or starts anew: the same highlight finds the same check. */
  begin() {
    this.#told = nothingTold();
    this.#notice = null;
    this.#progress = progressView(this.#highlight.quote, () => this.#stop());
    this.#link?.close();
    this.#link = new CheckLink(this.#highlight, this.#listener());
    this.#show();
  }

  /** @param {Stand} card shows it from now on */
  showIn(card) {
    this.#card = card;
    this.#show();
  }

  /** Its card was closed. */
  hide() {
    this.#card = null;
  }

  /** Stops listening; the backend goes on. */
  close() {
    this.#link?.close();
  }

  #stop() {
    this.#progress?.stopping(say('stopping'));
    this.#link?.stop();
  }

  /** @returns {Listener} */
  #listener() {
    return {
      opened: (id, page) => {
        this.page = page;
        this.#heard.opened(id);
      },
      event: (event) => this.#hear(event),
      waiting: () => this.#progress?.wait(true),
      trouble: (trouble) => {
        this.#refuse(
          troubleView(trouble, { again: () => this.begin(), options: askForOptions }),
          troubleHeading(trouble),
        );
      },
      notStopped: () => this.#progress?.stopping(say('stopAgain')),
      lost: () => this.#refuse(this.#lostNotice, this.#lostNotice.textContent ?? ''),
    };
  }

  /** @param {CheckEvent} event */
  #hear(event) {
    this.#told = toldMore(this.#told, event);
    this.#progress?.wait(false);
    if (this.note) this.#heard.noted(this.note);
    else if (this.isVain) this.#heard.vain();
    this.#draw();
  }

  /** @param {HTMLElement} notice @param {string} words */
  #refuse(notice, words) {
    this.#notice = notice;
    this.#card?.show(notice);
    this.#card?.announcer.now(words);
    this.#heard.vain();
  }

  #show() {
    if (!this.#card) return;
    if (this.#notice) this.#card.show(this.#notice);
    else if (this.#told.ending) this.#showEnding(this.#card, this.#told.ending);
    else if (this.#progress) this.#showProgress(this.#card, this.#progress);
  }

  /** @param {Stand} card @param {ProgressView} progress */
  #showProgress(card, progress) {
    card.show(progress.node);
    progress.update(this.#told);
    card.announcer.progress(stageWords(this.#told));
  }

  /** @param {Stand} card @param {Ending} ending */
  #showEnding(card, ending) {
    const again = () => this.begin();
    if (ending.kind === 'note') {
      const announce = (/** @type {string} */ words) => card.announcer.now(words);
      card.show(...noteView(ending.data, { page: this.page, again, announce }));
      card.announcer.now(say('announceNote'));
    } else {
      card.show(ending.kind === 'failed' ? failedView(ending, again) : stoppedView(again));
      card.announcer.now(say(ending.kind === 'failed' ? 'failed' : 'stopped'));
    }
  }
}
