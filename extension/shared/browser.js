/**
 * The one seam to `chrome.*` for the background and the extension's own pages.
 * Firefox offers the same names with promises, so nothing else needs to know the browser.
 */

/** @param {import('./types.js').MessageKey} key @returns {string} */
export const text = (key) => chrome.i18n.getMessage(key);

export const onToolbar = chrome.action.onClicked;
export const onCommand = chrome.commands.onCommand;
export const onMenu = chrome.contextMenus.onClicked;
export const onInstalled = chrome.runtime.onInstalled;
export const onConnect = chrome.runtime.onConnect;
export const onMessage = chrome.runtime.onMessage;
export const onStartup = chrome.runtime.onStartup;
export const onStored = chrome.storage.onChanged;
export const onGranted = chrome.permissions.onAdded;
export const onRevoked = chrome.permissions.onRemoved;

/** @param {string} path @returns {string} */
export const addressOf = (path) => chrome.runtime.getURL(path);

/** @param {string} path @returns {Promise<unknown>} */
export const openPage = (path) => chrome.tabs.create({ url: addressOf(path) });

/** @returns {Promise<void>} */
export const openOptions = () => chrome.runtime.openOptionsPage();

/** @param {unknown} message @returns {Promise<any>} */
export const askBackground = (message) => chrome.runtime.sendMessage(message);

/** Rejects where no content script listens. @param {number} tabId @param {unknown} message @returns {Promise<any>} */
export const askTab = (tabId, message) => chrome.tabs.sendMessage(tabId, message, { frameId: 0 });

/** The tab that is shown in the window of the page that asks. @returns {Promise<chrome.tabs.Tab | undefined>} */
export async function activeTab() {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  return tab;
}

/** @param {number} tabId @returns {Promise<chrome.tabs.Tab | undefined>} */
export const tabById = (tabId) => chrome.tabs.get(tabId).catch(() => undefined);

/** @param {(active: {tabId: number, windowId: number}) => void} listener */
export const onTabActivated = (listener) => chrome.tabs.onActivated.addListener(listener);

/** @param {(tabId: number, change: {status?: string}) => void} listener */
export const onTabUpdated = (listener) => chrome.tabs.onUpdated.addListener(listener);

/** @param {string} key @returns {Promise<unknown>} */
export async function stored(key) {
  const found = await chrome.storage.local.get(key);
  return found[key];
}

/** @param {string} key @param {unknown} value @returns {Promise<void>} */
export const store = (key, value) => chrome.storage.local.set({ [key]: value });

/** Forgets every setting. @returns {Promise<void>} */
export const forgetStored = () => chrome.storage.local.clear();

/** Content scripts, which live in a page's process, cannot read the settings. */
export function hideStoredFromPages() {
  // Firefox gives content scripts their own access and has no such switch.
  chrome.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/** @param {string} pattern @returns {Promise<boolean>} */
export const mayReach = (pattern) => chrome.permissions.contains({ origins: [pattern] });

/**
 * What "all pages" asks for. Not http: where Chrome gives up all of http, it gives up this computer
 * with it, which the manifest grants.
 */
const ALL_PAGES = { origins: ['https://*/*'] };

/** @returns {Promise<boolean>} */
export const mayReachAll = () => chrome.permissions.contains(ALL_PAGES);

/**
 * Asks the reader. Must be called straight from a click.
 * @param {string} pattern @returns {Promise<boolean>}
 */
export const requestReach = (pattern) => chrome.permissions.request({ origins: [pattern] });

/** Asks the reader, straight from a click. @returns {Promise<boolean>} */
export const requestReachAll = () => chrome.permissions.request(ALL_PAGES);

/** Chrome gives up each single https host with it. @returns {Promise<unknown>} */
export const giveUpReachAll = () => chrome.permissions.remove(ALL_PAGES);

/** Gives up every host that the reader has granted. @returns {Promise<void>} */
export async function giveUpAllReach() {
  const { origins = [] } = await chrome.permissions.getAll();
  const fixed = chrome.runtime.getManifest().host_permissions ?? [];
  const granted = origins.filter((origin) => !fixed.includes(origin));
  if (granted.length > 0) await chrome.permissions.remove({ origins: granted });
}

/** The shortcuts as they are set now. @returns {Promise<{description: string, keys: string}[]>} */
export async function shortcuts() {
  const commands = await chrome.commands.getAll();
  return commands.map(({ name, description, shortcut }) => ({
    description: name === '_execute_action' ? '' : (description ?? ''),
    keys: shortcut ?? '',
  }));
}

/** The browser's own page where shortcuts are set. @returns {Promise<unknown>} */
export function openShortcuts() {
  const { openShortcutSettings } = /** @type {any} */ (chrome.commands);
  if (openShortcutSettings) return openShortcutSettings();
  return chrome.tabs.create({ url: 'chrome://extensions/shortcuts' });
}

/** @param {{id: string, title: string, contexts: any}[]} menus @returns {Promise<void>} */
export async function replaceMenus(menus) {
  await chrome.contextMenus.removeAll();
  for (const menu of menus) chrome.contextMenus.create(menu);
}

/** The panel is a side panel in Chrome, a sidebar in Firefox. @param {number} windowId */
export function openSidePanel(windowId) {
  const { sidePanel, sidebarAction } = /** @type {any} */ (chrome);
  if (sidePanel) sidePanel.open({ windowId });
  else sidebarAction.open();
}

/** @param {number} tabId @param {string} file @returns {Promise<void>} */
export const insertStyles = (tabId, file) =>
  chrome.scripting.insertCSS({ target: { tabId, allFrames: true }, files: [file], origin: 'USER' });

/** @typedef {{tabId: number, frameId: number}} Frame `frameId` is 0 for the tab's top frame */

/** @param {Frame} frame */
const targetOf = ({ tabId, frameId }) => ({ tabId, frameIds: [frameId] });

/** @param {Frame} frame @param {string[]} files @returns {Promise<unknown>} */
export const insertScripts = (frame, files) =>
  chrome.scripting.executeScript({ target: targetOf(frame), files });

/** @returns {Promise<string[]>} the names of the scripts that every page gets */
export async function registeredScripts() {
  const scripts = await chrome.scripting.getRegisteredContentScripts();
  return scripts.map(({ id }) => id);
}

/** @param {chrome.scripting.RegisteredContentScript[]} scripts @returns {Promise<void>} */
export const registerScripts = (scripts) => chrome.scripting.registerContentScripts(scripts);

/** @param {string[]} ids @returns {Promise<void>} */
export const unregisterScripts = (ids) => chrome.scripting.unregisterContentScripts({ ids });

/**
 * Runs a self-contained function in a frame.
 * @template {unknown[]} A
 * @template R
 * @param {Frame} frame @param {(...args: A) => R} func @param {A} args
 * @returns {Promise<R | undefined>}
 */
export async function runIn(frame, func, ...args) {
  const [first] = await chrome.scripting.executeScript({ target: targetOf(frame), func, args });
  return /** @type {R | undefined} */ (first?.result);
}

/**
 * Marks the toolbar button for one tab, until the tab goes elsewhere.
 * @param {number} tabId @param {{badge: string, title: string, popup: string}} mark
 * @returns {Promise<void>}
 */
export async function markTab(tabId, { badge, title, popup }) {
  await chrome.action.setBadgeText({ tabId, text: badge });
  await chrome.action.setTitle({ tabId, title });
  await chrome.action.setPopup({ tabId, popup });
}

/** The next click is a click on the button again. @param {number} tabId @returns {Promise<void>} */
export const unsetPopup = (tabId) => chrome.action.setPopup({ tabId, popup: '' });

/** @returns {Promise<void>} */
export const openPopup = () => chrome.action.openPopup();
