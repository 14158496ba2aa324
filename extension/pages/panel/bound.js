/**
 * The one tab that the panel speaks of: the active tab of its own window. What another tab says is
 * not heard, and whatever was asked before the tab or its page changed is dropped when it arrives.
 *
 * @typedef {import('../../shared/types.js').PageState} PageState
 * @typedef {{left: () => void, shows: (state: PageState | null) => void}} BoundHeard
 *   `left`: it shows something else from now on; `shows` with null: the extension is not at work there
 */

import {
  activeTab,
  askBackground,
  askTab,
  onMessage,
  onTabActivated,
  onTabUpdated,
  tabById,
} from '../../shared/browser.js';

export class BoundTab {
  /** @type {{id: number, windowId: number, incognito: boolean} | null} */
  #tab = null;
  /** Counts how often the tab or its page changed. */
  #turn = 0;
  #address = '';
  #heard;

  /** @param {BoundHeard} heard */
  constructor(heard) {
    this.#heard = heard;
  }

  /**
   * Follows the window's active tab, or one tab for good.
   * @param {number | null} fixed
   */
  async begin(fixed) {
    onMessage.addListener((message, { tab }) => {
      if (message?.type === 'notes-changed' && tab?.id === this.#tab?.id) this.#look(false);
      return false;
    });
    onTabUpdated((tabId, { status }) => {
      if (tabId !== this.#tab?.id || !status) return;
      if (status === 'loading') this.#leave();
      else this.#look(true);
    });
    if (fixed === null) onTabActivated((active) => this.#follow(active));
    this.#bind(fixed === null ? await activeTab() : await tabById(fixed));
  }

  /** Whether its window keeps nothing. @returns {boolean} */
  get isPrivate() {
    return this.#tab?.incognito === true;
  }

  /** Asks the tab; what another page of it answers is no answer. @param {import('../../shared/types.js').ToContent} message @returns {Promise<any>} */
  async ask(message) {
    const turn = this.#turn;
    const answer = this.#tab && (await askTab(this.#tab.id, message).catch(() => null));
    return turn === this.#turn ? answer : null;
  }

  /** @param {{tabId: number, windowId: number}} active */
  async #follow({ tabId, windowId }) {
    if (windowId !== this.#tab?.windowId) return;
    this.#leave();
    const turn = this.#turn;
    const tab = await tabById(tabId);
    if (turn === this.#turn) this.#bind(tab);
  }

  /** @param {chrome.tabs.Tab | undefined} tab */
  #bind(tab) {
    const { id, windowId, incognito } = tab ?? {};
    if (id === undefined || windowId === undefined) return;
    this.#tab = { id, windowId, incognito: incognito === true };
    this.#look(true);
  }

  #leave() {
    this.#turn += 1;
    this.#address = '';
    this.#heard.left();
  }

  /** @param {boolean} mayReach whether the scripts may be put in where they are not yet */
  async #look(mayReach) {
    const turn = this.#turn;
    const state = await this.#stateOrReach(mayReach);
    if (turn !== this.#turn) return;
    if (state && this.#address && state.url !== this.#address) this.#leave();
    this.#address = state?.url ?? '';
    this.#heard.shows(state);
  }

  /** @param {boolean} mayReach @returns {Promise<PageState | null>} */
  async #stateOrReach(mayReach) {
    const state = await this.ask({ type: 'state' });
    if (state || !mayReach || !this.#tab) return state;
    const reached = await askBackground({ type: 'reach', tabId: this.#tab.id });
    return reached ? this.ask({ type: 'state' }) : null;
  }
}
