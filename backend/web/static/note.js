// @ts-check
// Follows a running check; the finished note comes from the server.

import { Progress } from "./progress.js";
import { one } from "./rows.js";

const QUIET = 5_000; // milliseconds between two announcements
const SETTLE = 1_000; // milliseconds in which what comes together is told together
const RETRY = 4_000; // milliseconds before a lost connection is tried anew

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
  waiting = setTimeout(speak, Math.max(SETTLE, announced + QUIET - Date.now()));
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
  waiting = 0;
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
    started: () => progress.begin(),
    claims: ({ claims }) => progress.claimed(claims),
    searching: ({ searcher }) => progress.search(searcher),
    searched: (searched) => progress.searched(searched),
    read: () => (progress.read += 1),
    unread: (unread) => progress.missed(unread),
    evidence: (evidence) => progress.judged(evidence),
  };
}

/** Tell the progress all that comes. @param {EventSource} source @param {Progress} progress */
function listen(source, progress) {
  for (const [kind, handle] of Object.entries(handlers(progress))) {
    source.addEventListener(kind, ({ data }) => {
      handle(JSON.parse(data));
      progress.show();
      announce(() => progress.sentence);
    });
  }
}

/** Show when the connection is lost. @param {EventSource} source @param {HTMLElement} lost */
function mind(source, lost) {
  source.onopen = () => (lost.hidden = true);
  source.onerror = () => {
    lost.hidden = false;
    // A closed source does not come back by itself; an open one does, from the last event.
    if (source.readyState === EventSource.CLOSED) setTimeout(renewUntilDone, RETRY);
  };
}

/** Follow the check if this page shows a running one; whether it does. */
function follow() {
  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-events]"));
  if (!root) return false;
  const source = new EventSource(`${root.dataset.events}?last_event_id=${root.dataset.lastEvent}`);
  const end = () => {
    source.close();
    renewUntilDone();
  };
  listen(source, new Progress(root));
  for (const last of ["note", "failed", "cancelled"]) source.addEventListener(last, end);
  mind(source, one(root, ".lost"));
  return true;
}

follow();
