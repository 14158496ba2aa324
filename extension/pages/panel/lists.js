/**
 * Lists that change while somebody reads them: a line that stays the same stays the same element,
 * and the focus stays where it was, or goes to the line that took that place.
 *
 * @typedef {{key: string, stamp: string, build: () => HTMLElement}} Line
 *   `key` says which line it is, `stamp` what it shows
 */

/** @param {HTMLElement} list @param {Line[]} lines @returns {void} */
export function showLines(list, lines) {
  const focused = focusIn(list);
  const before = new Map(children(list).map((child) => [child.dataset.key, child]));
  list.replaceChildren(...lines.map((line) => sameOrBuilt(before.get(line.key), line)));
  if (focused) giveFocus(list, focused);
}

/** @param {HTMLElement} list */
const children = (list) => /** @type {HTMLElement[]} */ ([...list.children]);

/** @param {HTMLElement | undefined} child @param {Line} line */
function sameOrBuilt(child, { key, stamp, build }) {
  if (child?.dataset.stamp === stamp) return child;
  const built = build();
  built.dataset.key = key;
  built.dataset.stamp = stamp;
  return built;
}

/**
 * Which line has the focus, at which place, and on which of its controls.
 * @param {HTMLElement} list
 */
function focusIn(list) {
  const active = document.activeElement;
  const lines = children(list);
  const place = lines.findIndex((line) => line.contains(active));
  const line = lines[place];
  if (!line || !active) return null;
  return { key: line.dataset.key, place, control: controls(line).indexOf(active) };
}

/** @param {HTMLElement} line @returns {Element[]} */
const controls = (line) => [...line.querySelectorAll('button, a[href], input, summary')];

/** @param {HTMLElement} list @param {{key: string | undefined, place: number, control: number}} focused */
function giveFocus(list, { key, place, control }) {
  const lines = children(list);
  const line = lines.find((one) => one.dataset.key === key) ?? lines[place] ?? lines.at(-1);
  const found = line ? (controls(line)[control] ?? controls(line)[0]) : null;
  const heading = list.closest('section, [role="tabpanel"]')?.querySelector('[tabindex="-1"]');
  const target = /** @type {HTMLElement | null | undefined} */ (found ?? heading);
  if (target !== document.activeElement) target?.focus({ preventScroll: true });
}
