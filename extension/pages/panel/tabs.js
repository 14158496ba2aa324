/** The panel's lists as tabs: arrow keys go from one to the other. */

/**
 * @param {HTMLElement} list
 * @param {(view: string) => void} onShow told which view is shown
 * @returns {(view: string) => void} shows a view
 */
export function makeTabs(list, onShow) {
  const tabs = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role="tab"]')]);
  const show = (/** @type {string} */ view) => {
    for (const tab of tabs) {
      const isShown = viewOf(tab) === view;
      tab.setAttribute('aria-selected', String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
      const panel = document.getElementById(viewOf(tab));
      if (panel) panel.hidden = !isShown;
    }
    onShow(view);
  };
  for (const tab of tabs) tab.addEventListener('click', () => show(viewOf(tab)));
  list.addEventListener('keydown', (event) => {
    const next = neighbour(tabs, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
    show(viewOf(next));
  });
  return show;
}

/** @param {HTMLElement} tab @returns {string} */
const viewOf = (tab) => tab.getAttribute('aria-controls') ?? '';

/** @param {HTMLElement[]} tabs @param {string} key @returns {HTMLElement | undefined} */
function neighbour(tabs, key) {
  const at = tabs.findIndex((tab) => tab === document.activeElement);
  if (key === 'Home') return tabs[0];
  if (key === 'End') return tabs.at(-1);
  if (key === 'ArrowRight') return tabs[(at + 1) % tabs.length];
  return key === 'ArrowLeft' ? tabs.at(at - 1) : undefined;
}
