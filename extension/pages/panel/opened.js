/**
 * One note in full, in the same words as the card's; it can be checked again.
 *
 * @typedef {import('../../shared/types.js').KeptNote} KeptNote
 * @typedef {{announcer: ReturnType<typeof makeAnnouncer>, keeps: () => boolean}} OpenedMeans
 */

import { part } from '../fill.js';
import { fromLine } from './past.js';
import { askBackground } from '../../shared/browser.js';

export class OpenedNote {
  #means;
  /** @type {Check | null} */
  #check = null;
  #body = part('opened-note', HTMLElement);

  /** @param {OpenedMeans} means */
  constructor(means) {
    this.#means = means;
  }

  /** @param {KeptNote} kept */
  show(kept) {
    this.close();
    part('opened-where', HTMLElement).replaceChildren(fromLine(kept.page, kept.keptAt));
    const page = `${kept.backend}/n/${encodeURIComponent(kept.id)}`;
    const check = new Check(
      askedBefore(kept),
      {
        opened: () => undefined,
        noted: (note) => this.#keep(kept, note, check.page),
        vain: () => undefined,
      },
      { note: kept.note, page },
    );
    this.#check = check;
    check.showIn({
      show: (...children) => this.#fill(children),
      announcer: this.#means.announcer,
    });
  }

  /** The backend goes on with what runs. */
  close() {
    this.#check?.close();
    this.#check = null;
    this.#body.replaceChildren();
  }

  /** @param {Child[]} children */
  #fill(children) {
    const nodes = present(children);
    if (nodes.length === 1 && nodes[0] === this.#body.firstChild) return;
    const losesFocus = this.#body.contains(document.activeElement);
    this.#body.replaceChildren(...nodes);
    if (losesFocus) part('opened-heading', HTMLElement).focus({ preventScroll: true });
  }

  /** @param {KeptNote} kept @param {import('../../shared/types.js').Note} note @param {string} page */
  #keep(kept, note, page) {
    if (!this.#means.keeps()) return;
    const { anchor } = kept;
    const highlight = askedBefore(kept);
    askBackground({ type: 'keep', id: note.id, page, anchor, note, highlight });
  }
}

/** What was asked then: the same words of the same page find the same check. @param {KeptNote} kept */
function askedBefore({ highlight, page, note }) {
  const { url, title, published, language } = { ...page, ...note.highlight?.page };
  const told = Object.entries({ url, title, published, language }).filter(([, value]) => value);
  return { ...highlight, page: { ...page, ...Object.fromEntries(told) } };
}
