// @ts-check
// Rows for what a check tells: copies of the page's templates, filled with text alone.

/** @typedef {{url: string, title: string, outlet: string, published?: string | null}} Report */
/** @typedef {{words: string, by: string, url: string | null}} Rating */
/** @typedef {{corrections?: string[], snapshot?: {url: string, taken: string} | null}} History */
/** @typedef {Report & History & {kind?: Rating | null, rating?: Rating | null}} RatedReport */
/** @typedef {{kind: string, claim: string, report: string}} Difference */
/**
 * @typedef {object} Evidence
 * @property {number} claim
 * @property {RatedReport} report
 * @property {string} stance
 * @property {number} probability
 * @property {string} quote
 * @property {string | null} denied_by
 * @property {Difference[]} differences
 * @property {"own" | "passed_on" | "unsaid"} [telling]
 * @property {string} [source]
 * @property {string | null} [uncounted]
 * @property {string | null} [counts_less]
 */
/** @typedef {Report & {reason: string}} Unread */
/** @typedef {{searcher: string, status: string, found: number}} Searched */

/**
 * @template {Element} [E=HTMLElement]
 * @param {ParentNode} within
 * @param {string} selector
 * @returns {E}
 */
export function one(within, selector) {
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
export function write(within, selector, text) {
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

/** @param {HTMLElement} row @param {RatedReport} report */
function fillSaid(row, { kind, rating }) {
  const blank = one(row, ".said");
  const lines = [kind, rating].map((said) => {
    if (!said) return "";
    const line = /** @type {HTMLElement} */ (blank.cloneNode(true));
    const link = /** @type {HTMLAnchorElement} */ (one(line, "a"));
    const href = safeLink(said.url ?? "");
    link.textContent = `${said.words}, according to ${said.by}`;
    if (href) link.href = href;
    else link.replaceWith(...link.childNodes);
    return line;
  });
  blank.replaceWith(...lines);
}

/** @param {HTMLElement} row @param {History} report */
function fillHistory(row, { corrections = [], snapshot }) {
  const blank = one(row, ".corrected");
  const lines = corrections.map((notice) => {
    const line = /** @type {HTMLElement} */ (blank.cloneNode(true));
    write(line, ".notice", notice);
    return line;
  });
  blank.replaceWith(...lines);
  if (!snapshot) return one(row, ".from-snapshot").remove();
  const link = /** @type {HTMLAnchorElement} */ (one(row, ".from-snapshot a"));
  write(link, ".day", day(snapshot.taken.slice(0, 10)));
  const href = safeLink(snapshot.url);
  if (href) link.href = href;
  else link.replaceWith(...link.childNodes);
}

/** @param {HTMLElement} row @param {Evidence} evidence */
function fillStance(row, { stance, denied_by: party }) {
  const denial = Boolean(party) && stance === "disputes";
  const code = denial ? "denial" : stance;
  const mark = copy(`stance-${code}`);
  if (denial) write(mark, "[data-slot=party]", party ?? "");
  one(row, ".stance").replaceWith(mark);
  row.dataset.stance = code;
  if (party && !denial) write(row, ".denier", party);
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

/** @param {HTMLElement} row @param {Evidence} evidence */
function fillTelling(row, { telling = "unsaid", source }) {
  const line = one(row, ".telling");
  if (telling === "unsaid") line.remove();
  else line.replaceWith(tellingLine(telling, source));
}

/** @param {"own" | "passed_on"} telling @param {string | undefined} source */
function tellingLine(telling, source) {
  if (telling === "own") return copy("telling-own");
  if (!source) return copy("telling-others");
  const line = copy("telling-source");
  write(line, ".teller", source);
  return line;
}

/** @param {HTMLElement} row @param {string} selector @param {string | null | undefined} reason */
function fillReason(row, selector, reason) {
  if (reason) write(row, `${selector} .reason`, reason);
  else one(row, selector).remove();
}

/** @param {HTMLElement} row @param {Evidence} evidence */
function fillQuote(row, { quote, report }) {
  write(row, "blockquote p", quote);
  const href = safeLink(report.url);
  if (href) one(row, "blockquote").setAttribute("cite", href);
  else one(row, "blockquote").removeAttribute("cite");
}

/** @param {HTMLElement} row @param {Evidence} evidence @param {boolean} several */
function fillReading(row, { probability, claim }, several) {
  write(row, ".sure", String(Math.round(probability * 100)));
  if (several) write(row, ".number", String(claim + 1));
  else one(row, ".about").remove();
}

/** @param {Evidence} evidence @param {boolean} several whether the highlight has several claims */
export function evidenceRow(evidence, several) {
  const row = copy("evidence-row");
  fillStance(row, evidence);
  fillQuote(row, evidence);
  fillReport(row, evidence.report);
  fillTime(row, evidence.report.published);
  fillSaid(row, evidence.report);
  fillHistory(row, evidence.report);
  fillDifferences(row, evidence.differences);
  fillTelling(row, evidence);
  fillReason(row, ".uncounted", evidence.uncounted);
  fillReason(row, ".counts-less", evidence.counts_less);
  fillReading(row, evidence, several);
  row.classList.add("arrived");
  return row;
}

/** @param {Unread} unread */
export function unreadRow(unread) {
  const row = copy("unread-row");
  fillReport(row, unread);
  write(row, ".reason", unread.reason);
  return row;
}

/** @param {string} searcher */
export function searchRow(searcher) {
  const row = copy("search-row");
  row.dataset.searcher = searcher;
  delete row.dataset.answered;
  write(row, "b", searcher.replaceAll("_", " "));
  return row;
}

/** A template's words, or none. @param {string} id */
export function wordsOf(id) {
  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById(id));
  return template?.content.textContent ?? "";
}

/** @param {Searched} searched */
export function outcome({ status, found }) {
  const failed = wordsOf(`outcome-${status}`);
  const some = found ? `${found.toLocaleString("en")} found` : "";
  if (failed) return some ? `${some}; then ${failed}` : failed;
  return some || "nothing found";
}
