// @ts-check
// How far a running check is, as its page shows it.

import { evidenceRow, one, outcome, searchRow, unreadRow, wordsOf, write } from "./rows.js";

/** @typedef {import("./rows.js").Evidence} Evidence */
/** @typedef {import("./rows.js").Searched} Searched */
/** @typedef {import("./rows.js").Unread} Unread */

/** @param {number} number @param {string} noun */
const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

/** What a running check's page shows, kept in the page itself. */
export class Progress {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.read = Number(root.dataset.read);
    this.searches = one(root, ".searches");
    this.claims = one(root, ".claims");
    this.rows = one(root, ".rows");
    this.unread = one(root, "ul.unread");
  }

  clear() {
    this.read = 0;
    for (const list of [this.searches, this.claims, this.rows, this.unread]) list.replaceChildren();
  }

  /** A worker has taken the check up: what was told before no longer holds. */
  begin() {
    this.clear();
    const heading = one(document, "main h1");
    const status = wordsOf("status-running");
    document.title = document.title.replace(heading.textContent ?? "", status);
    heading.textContent = status;
  }

  /** @param {string} searcher */
  search(searcher) {
    const known = [...this.searches.children].find(
      (row) => row instanceof HTMLElement && row.dataset.searcher === searcher,
    );
    const row = /** @type {HTMLElement} */ (known ?? searchRow(searcher));
    this.searches.append(row);
    return row;
  }

  /** @param {Searched} searched */
  searched(searched) {
    const row = this.search(searched.searcher);
    row.dataset.answered = "";
    write(row, ".outcome", outcome(searched));
  }

  /** @param {{text: string}[]} claims */
  claimed(claims) {
    const items = claims.map(({ text }) => {
      const item = document.createElement("li");
      item.dir = "auto";
      item.textContent = text;
      return item;
    });
    this.claims.replaceChildren(...items);
  }

  /** @param {Evidence} evidence */
  judged(evidence) {
    this.rows.append(evidenceRow(evidence, this.claims.children.length > 1));
  }

  /** @param {Unread} unread */
  missed(unread) {
    this.unread.append(unreadRow(unread));
  }

  get sentence() {
    const asked = this.searches.children.length;
    if (!asked) return wordsOf("none-asked");
    const answered = this.searches.querySelectorAll("[data-answered]").length;
    return (
      `${answered} of ${count(asked, "searcher")} answered, ${count(this.read, "report")} read, ` +
      `${this.unread.children.length} could not be read, ` +
      `${count(this.rows.children.length, "piece")} of evidence.`
    );
  }

  /** Bring the sentence and what is hidden when empty up to date. */
  show() {
    write(this.root, ".sentence", this.sentence);
    one(this.root, ".claims-found").hidden = this.claims.children.length < 2;
    one(this.root, ".nothing-yet").hidden = this.rows.children.length > 0;
    one(this.root, ".unread-found").hidden = this.unread.children.length === 0;
  }
}
