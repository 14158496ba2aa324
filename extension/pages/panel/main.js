/**
 * The side panel (the sidebar in Firefox): this page's notes, a scan of it, the history,
 * the reader's own flags. As a page
 * of its own, `?tab=ID` binds it to one tab.
 */

import { part } from '../fill.js';
import { showFlags } from '../ownflags.js';
import { BoundTab } from './bound.js';
import { showHere, showNothingHere } from './here.js';
import { OpenedNote } from './opened.js';
import { PastView } from './past.js';
import { ScanView } from './scan.js';
import { makeTabs } from './tabs.js';
import { onStored } from '../../shared/browser.js';

/** @typedef {import('../../shared/types.js').KeptNote} KeptNote */

const lists = part('lists', HTMLElement);
const opened = part('opened', HTMLElement);
const announcer = makeAnnouncer(part('status', HTMLElement));
const announce = announcer.now;
/** Where the reader was before a note was opened. @type {HTMLElement | null} */
let before = null;
/** Whether the note that is open is the page's own, which must go when the page does. */
let isOfPage = false;

const bound = new BoundTab({ left: leave, shows });
const note = new OpenedNote({ announcer, keeps: () => !(isOfPage && bound.isPrivate) });
const past = new PastView({ open: (kept) => open(kept, false), announcer });
const does = { jump, open: openHere };
const scan = new ScanView(part('scan', HTMLElement), {
  ask: (message) => bound.ask(message),
  announce,
  does,
});

function leave() {
  showNothingHere();
  part('scan-part', HTMLElement).hidden = true;
  scan.reset();
  if (isOfPage) back();
}

/** @param {import('../../shared/types.js').PageState | null} state */
function shows(state) {
  showHere(state, does);
  part('scan-part', HTMLElement).hidden = state === null;
  scan.follow(state?.notes ?? []);
}

/** @param {string} id */
async function jump(id) {
  if (!(await bound.ask({ type: 'jump', id }))) announce(say('orphanLost'));
}

/** @param {string} id */
async function openHere(id) {
  const kept = await bound.ask({ type: 'note', id });
  if (kept) open(kept, true);
}

/** @param {KeptNote} kept @param {boolean} ofPage */
function open(kept, ofPage) {
  before = /** @type {HTMLElement | null} */ (document.activeElement);
  isOfPage = ofPage;
  lists.hidden = true;
  opened.hidden = false;
  note.show(kept);
  scrollTo(0, 0);
  part('opened-heading', HTMLElement).focus();
}

function back() {
  note.close();
  isOfPage = false;
  opened.hidden = true;
  lists.hidden = false;
  const shownTab = /** @type {HTMLElement | null} */ (lists.querySelector('[aria-selected="true"]'));
  (before?.isConnected ? before : shownTab)?.focus();
  before = null;
}

part('back', HTMLButtonElement).addEventListener('click', back);
opened.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') back();
});

const showView = makeTabs(part('tabs', HTMLElement), (view) => {
  past.settle();
  if (view === 'past') past.refresh();
  if (view === 'flags') showFlags(part('flags', HTMLElement), announce);
});
const asked = new URLSearchParams(location.search);
const { hash } = location;
onStored.addListener(() => {
  scan.followOptions();
  past.refresh();
});
showView(['#past', '#flags'].includes(hash) ? hash.slice(1) : 'here');
await scan.reset();
await bound.begin(asked.has('tab') ? Number(asked.get('tab')) : null);
