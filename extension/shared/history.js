/**
 * The notes that a reader has asked for, in an IndexedDB of the extension's own origin: no page and
 * no content script can open it. Each change is one transaction on the disk, so that none is half
 * done when the browser ends the one who does it.
 *
 * @typedef {import('./types.js').KeptNote} KeptNote
 * @typedef {[backend: string, id: string]} KeptKey
 */

const DATABASE = 'history';
const STORE = 'notes';
const BY_ADDRESS = 'page';
const BY_AGE = 'keptAt';

/** Notes that are kept; the oldest go. */
export const MOST = 1_000;

/** @type {Promise<IDBDatabase> | null} */
let opened = null;
/** @type {BroadcastChannel | null} */
let channel = null;

/** @param {KeptNote} kept @returns {KeptKey} */
export const keyOf = ({ backend, id }) => [backend, id];

/**
 * Writes a note down; an earlier version of it is replaced.
 * @param {KeptNote} kept
 * @param {number} [most]
 * @returns {Promise<void>}
 */
export async function put(kept, most = MOST) {
  await change((store) => {
    store.put(kept);
    dropOldest(store, most);
  });
}

/** @param {IDBObjectStore} store @param {number} most */
function dropOldest(store, most) {
  const counted = store.count();
  counted.onsuccess = () => {
    let spare = counted.result - most;
    if (spare <= 0) return;
    const oldest = store.index(BY_AGE).openCursor();
    oldest.onsuccess = () => {
      oldest.result?.delete();
      spare -= 1;
      if (spare > 0) oldest.result?.continue();
    };
  };
}

/** @param {string} url as `page.url` has it @returns {Promise<KeptNote[]>} the oldest first */
export async function keptOn(url) {
  const store = await reading();
  const found = await answer(store.index(BY_ADDRESS).getAll(url));
  return found.sort((one, other) => (one.keptAt < other.keptAt ? -1 : 1));
}

/** @returns {Promise<KeptNote[]>} the newest first */
export async function allKept() {
  const store = await reading();
  return (await answer(store.index(BY_AGE).getAll())).reverse();
}

/** @param {KeptKey} key @returns {Promise<KeptNote | null>} */
export async function keptNote(key) {
  const store = await reading();
  return (await answer(store.get(key))) ?? null;
}

/**
 * Changes what is kept of a note, where it is kept.
 * @param {KeptKey} key @param {(kept: KeptNote) => KeptNote} make
 * @returns {Promise<void>}
 */
export async function changeKept(key, make) {
  await change((store) => {
    const found = store.get(key);
    found.onsuccess = () => {
      const kept = /** @type {KeptNote | undefined} */ (found.result);
      if (kept) store.put(make(kept));
    };
  });
}

/** @param {KeptKey} key @returns {Promise<void>} */
export const remove = (key) => change((store) => store.delete(key));

/** @returns {Promise<void>} */
export const clear = () => change((store) => store.clear());

/** @param {() => void} listener told of every change, wherever in the extension it was made */
export function onChange(listener) {
  changes().addEventListener('message', listener);
}

/**
 * @template T
 * @param {IDBRequest<T>} request @returns {Promise<T>}
 */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** @returns {Promise<IDBObjectStore>} */
async function reading() {
  return (await database()).transaction(STORE).objectStore(STORE);
}

/**
 * Resolves once the change is on the disk.
 * @param {(store: IDBObjectStore) => void} make
 * @returns {Promise<void>}
 */
async function change(make) {
  const transaction = (await database()).transaction(STORE, 'readwrite', { durability: 'strict' });
  make(transaction.objectStore(STORE));
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  tellOfChange();
}

/** A channel does not tell the one who posts. */
function tellOfChange() {
  changes().postMessage(null);
  changes().dispatchEvent(new MessageEvent('message'));
}

/** @returns {BroadcastChannel} */
function changes() {
  channel ??= new BroadcastChannel('history');
  return channel;
}

/** @returns {Promise<IDBDatabase>} one connection, opened again after it was lost */
function database() {
  opened ??= open().catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** @returns {Promise<IDBDatabase>} */
async function open() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    const store = request.result.createObjectStore(STORE, { keyPath: ['backend', 'id'] });
    store.createIndex(BY_ADDRESS, 'page.url');
    store.createIndex(BY_AGE, 'keptAt');
  };
  const found = await answer(request);
  const forget = () => {
    opened = null;
  };
  found.onclose = forget;
  found.onversionchange = () => {
    found.close();
    forget();
  };
  return found;
}
