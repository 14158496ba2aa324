// @ts-check
// Follows a running check. Texts go in as text alone; the finished note comes from the server.

/** @typedef {{url: string, title: string, outlet: string, published?: string | null}} Report */
/** @typedef {{kind: string, claim: string, report: string}} Difference */
/**
 * @typedef {object} Evidence
 * @property {number} claim
 * @property {Report} report
 * @property {string} stance
 * @property {number} probability
 * @property {string} quote
 * @property {string | null} denied_by
 * @property {Difference[]} differences
 */
/** @typedef {Report & {reason: string}} Unread */
/** @typedef {{searcher: string, status: string, found: number}} Searched */

const QUIET = 5_000; // milliseconds between two announcements
const RETRY = 4_000; // milliseconds before a lost connection is tried anew

/**
 * @template {Element} [E=HTMLElement]
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {E}
 */
function one(within, selector) {
  const found = within.querySelector(selector);
  if (!found) throw new Error(`The page has no ${selector}`);
  return /** @type {E} */ (/** @type {unknown} */ (found));
}

/** A copy of a template's only element. @param {string} id @returns {HTMLElement} */
function copy(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return /** @type {HTMLElement} */ (one(template.content, "*").cloneNode(true));
}

/** @param {ParentNode} within @param {string} selector @param {string} text */
function write(within, selector, text) {
  one(within, selector).textContent = text;
}

/** @param {string} address @returns {string | null} */
function safeLink(address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url && ["http:", "https:"].includes(url.protocol) ? url.href : null;
}

/** @param {string} iso */
function day(iso) {
  const at = new Date(iso);
  const midnight = at.getUTCHours() === 0 && at.getUTCMinutes() === 0;
  /** @type {Intl.DateTimeFormatOptions} */
  const parts = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  const text = at.toLocaleDateString("en-GB", parts);
  return midnight ? text : `${text}, ${at.toISOString().slice(11, 16)} UTC`;
}

/** @param {HTMLElement} row @param {Report} report */
function fillReport(row, report) {
  const link = /** @type {HTMLAnchorElement} */ (one(row, ".title a"));
  const href = safeLink(report.url);
  link.textContent = report.title || report.url;
  if (href) link.href = href;
  else link.replaceWith(...link.childNodes);
  write(row, ".outlet", report.outlet);
}

/** @param {HTMLElement} row @param {string | null | undefined} published */
function fillTime(row, published) {
  if (!published) return one(row, ".when").remove();
  const time = /** @type {HTMLTimeElement} */ (one(row, "time"));
  time.dateTime = published;
  time.textContent = day(published);
}

/** @param {HTMLElement} row @param {Evidence} evidence */
function fillStance(row, { stance, denied_by }) {
  const denial = Boolean(denied_by) && stance === "disputes";
  const code = denial ? "denial" : stance;
  const mark = copy(`stance-${code}`);
  if (denial) write(mark, "[data-slot=party]", denied_by ?? "");
  one(row, ".stance").replaceWith(mark);
  row.dataset.stance = code;
  if (denied_by && !denial) write(row, ".denier", denied_by);
  else one(row, ".passes-on").remove();
}

/** @param {HTMLElement} row @param {Difference[]} differences */
function fillDifferences(row, differences) {
  const list = one(row, ".differences");
  const lines = differences.map(({ kind, claim, report }) => {
    const line = copy(`difference-${kind}`);
    write(line, ".in-claim", claim);
    write(line, ".in-report", report);
    return line;
  });
  if (lines.length) list.replaceChildren(...lines);
  else list.remove();
}

/** @param {Evidence} evidence @param {boolean} several whether the highlight has several claims */
function evidenceRow(evidence, several) {
  const row = copy("evidence-row");
  fillStance(row, evidence);
  fillReport(row, evidence.report);
  fillTime(row, evidence.report.published);
  fillDifferences(row, evidence.differences);
  write(row, "blockquote p", evidence.quote);
  const href = safeLink(evidence.report.url);
  if (href) one(row, "blockquote").setAttribute("cite", href);
  else one(row, "blockquote").removeAttribute("cite");
  write(row, ".sure", String(Math.round(evidence.probability * 100)));
  if (several) write(row, ".number", String(evidence.claim + 1));
  else one(row, ".about").remove();
  row.classList.add("arrived");
  return row;
}

/** @param {Unread} unread */
function unreadRow(unread) {
  const row = copy("unread-row");
  fillReport(row, unread);
  write(row, ".reason", unread.reason);
  return row;
}

/** @param {string} searcher */
function searchRow(searcher) {
  const row = copy("search-row");
  row.dataset.searcher = searcher;
  delete row.dataset.answered;
  write(row, "b", searcher);
  return row;
}

/** A template's words, or none. @param {string} id */
function wordsOf(id) {
  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById(id));
  return template?.content.textContent ?? "";
}

/** @param {Searched} searched */
function outcome({ status, found }) {
  const failed = wordsOf(`outcome-${status}`);
  if (failed) return failed;
  return found ? `${found.toLocaleString("en")} found` : "nothing found";
}

/** @param {number} number @param {string} noun */
const count = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

/** What a running check's page shows, kept in the page itself. */
class Progress {
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
    this.claims.replaceChildren(
      ...claims.map(({ text }) => Object.assign(document.createElement("li"), { textContent: text, dir: "auto" })),
    );
  }

  /** @param {Evidence} evidence */
  judged(evidence) {
    this.rows.append(evidenceRow(evidence, this.claims.children.length > 1));
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

const announcements = one(document, "#announcements");
let announced = 0;
let waiting = 0;

/** Say the newest sentence to screen readers, at most once in `QUIET`. @param {() => string} say */
function announce(say) {
  if (waiting) return;
  const speak = () => {
    waiting = 0;
    announced = Date.now();
    announcements.textContent = say();
  };
  waiting = setTimeout(speak, Math.max(0, announced + QUIET - Date.now()));
}

/** Put the server's page in place of this one, keeping the reader's place and focus. */
async function renew() {
  const response = await fetch(location.href, { cache: "no-store" });
  if (!response.ok) throw new Error(`The page answered with ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const main = one(document, "main");
  const hadFocus = main.contains(document.activeElement);
  main.replaceChildren(...one(page, "main").childNodes);
  document.title = page.title;
  if (hadFocus) one(main, "h1").focus();
  if (!follow()) tellTheEnd(main);
}

/** Say how the check ended, in the page's own words. @param {HTMLElement} main */
function tellTheEnd(main) {
  clearTimeout(waiting);
  announcements.textContent = one(main, ".note").dataset.told ?? "";
}

/** Renew the page, and keep trying while the connection is lost. */
async function renewUntilDone() {
  try {
    await renew();
  } catch {
    document.querySelector(".lost")?.removeAttribute("hidden");
    setTimeout(renewUntilDone, RETRY);
  }
}

/** @param {Progress} progress @returns {Record<string, (data: any) => void>} */
function handlers(progress) {
  return {
    queued: () => progress.clear(),
    started: () => progress.clear(),
    claims: ({ claims }) => progress.claimed(claims),
    searching: ({ searcher }) => progress.search(searcher),
    searched: (searched) => progress.searched(searched),
    read: () => (progress.read += 1),
    unread: (unread) => progress.unread.append(unreadRow(unread)),
    evidence: (evidence) => progress.judged(evidence),
  };
}

/** Listen to the check if this page shows a running one; whether it does. */
function follow() {
  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-events]"));
  if (!root) return false;
  const progress = new Progress(root);
  const source = new EventSource(`${root.dataset.events}?last_event_id=${root.dataset.lastEvent}`);
  for (const [kind, handle] of Object.entries(handlers(progress))) {
    source.addEventListener(kind, ({ data }) => {
      handle(JSON.parse(data));
      progress.show();
      announce(() => progress.sentence);
    });
  }
  const end = () => {
    source.close();
    renewUntilDone();
  };
  for (const last of ["note", "failed", "cancelled"]) source.addEventListener(last, end);
  const lost = one(root, ".lost");
  source.onopen = () => (lost.hidden = true);
  source.onerror = () => {
    lost.hidden = false;
    // A closed source does not come back by itself; an open one does, from the last event.
    if (source.readyState === EventSource.CLOSED) {
      clearTimeout(waiting);
      waiting = 0;
      setTimeout(renewUntilDone, RETRY);
    }
  };
  return true;
}

follow();
