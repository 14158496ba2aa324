/**
 * Holds the card on the page, which may take it out when it re-renders, or because it minds it; and
 * keeps the card's words from the page, which could look for them and read them as a selection.
 */

const LOOK_EVERY = 250;
/** After so many returns in a row the card would only flicker. */
const MOST_RETURNS = 8;
/** Held for so many looks, it counts as left alone. */
const CALM_AFTER = 12;

/** What shows no elements inside it. */
const HOLLOW = 'video, audio, iframe, object, embed, img, canvas';

/**
 * Into the top layer, above everything the page may stack up.
 * @param {HTMLElement} host
 */
function attach(host) {
  host.popover = 'manual';
  homeOf(document).append(host);
  host.showPopover();
}

/**
 * Inside a modal dialog or a fullscreen element where there is one, since all else is inert then.
 * @param {Document} home
 */
function homeOf({ documentElement }) {
  const modals = [...documentElement.querySelectorAll(':modal')];
  return modals.findLast((one) => !one.matches(HOLLOW)) ?? documentElement;
}

/** Above what came after it. @param {HTMLElement} host @param {HTMLElement} box */
function raise(host, box) {
  const { scrollTop } = box;
  attach(host);
  box.scrollTop = scrollTop;
}

/**
 * Puts the card back where the page took it out, hid it or made it inert, until the page leaves it
 * alone or has done so too often.
 * @param {HTMLElement} host
 * @param {HTMLElement} box
 * @param {AbortSignal} signal
 * @param {() => void} giveUp
 */
function holdOn(host, box, signal, giveUp) {
  let returns = 0;
  let calm = 0;
  const look = () => {
    clean(host);
    calm = stands(host) ? calm + 1 : 0;
    if (calm > CALM_AFTER) returns = 0;
    if (calm > 0) return;
    returns += 1;
    if (returns > MOST_RETURNS) giveUp();
    else raise(host, box);
  };
  const looking = setInterval(look, LOOK_EVERY);
  document.addEventListener('fullscreenchange', () => raise(host, box), { signal });
  signal.addEventListener('abort', () => clearInterval(looking));
}

/** @param {HTMLElement} host */
function stands(host) {
  return host.matches(':popover-open') && host.checkVisibility() && !host.closest('[inert]');
}

/** Takes away what the page has written on it: `inert`, `aria-hidden`. @param {HTMLElement} host */
function clean(host) {
  for (const name of host.getAttributeNames()) if (name !== 'popover') host.removeAttribute(name);
}

/**
 * Only that part of the card can be selected which the reader begins to select. The rest is beyond
 * `window.find`, whose hits a page could read as its selection.
 * @param {HTMLElement} box
 */
function letSelect(box) {
  /** @type {Element | null} */
  let part = null;
  box.addEventListener('pointerdown', ({ isTrusted, target }) => {
    if (!isTrusted || !(target instanceof Element)) return;
    part?.classList.remove('selectable');
    part = target.closest('p, li, q, blockquote, h3, h4, dd, dt');
    part?.classList.add('selectable');
  });
}
