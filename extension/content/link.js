/**
 * One check, followed through the background: asks, listens, and asks again from the last event
 * seen when the background went away. No event is lost or told twice.
 *
 * @typedef {import('../shared/types.js').FromPage} FromPage
 * @typedef {import('../shared/types.js').ToPage} ToPage
 * @typedef {{opened: (id: string, page: string) => void, event: (event: CheckEvent) => void, waiting: () => void,
 *   trouble: (trouble: Trouble) => void, notStopped: () => void, lost: () => void}} Listener
 *   `opened`: with the check's id and the address of its own page; `lost`: the extension was updated
 *   or removed, and this page can no longer reach it.
 */

/** Chromium ends a background that has heard nothing for 30 s. */
const PING_EVERY = 20_000;
const RECONNECT_AFTER = 300;

class CheckLink {
  /** @type {chrome.runtime.Port | null} */
  #port = null;
  #id = '';
  #last = 0;
  #over = false;
  #stopWanted = false;
  #pings = setInterval(() => this.#send({ type: 'ping' }), PING_EVERY);
  #highlight;
  #listener;

  /**
   * @param {import('../shared/types.js').Highlight} highlight
   * @param {Listener} listener
   */
  constructor(highlight, listener) {
    this.#highlight = highlight;
    this.#listener = listener;
    this.#connect();
  }

  /** Stops the check itself; its stream then tells how it ended. */
  stop() {
    this.#stopWanted = true;
    if (this.#id) this.#send({ type: 'stop', id: this.#id });
  }

  /** Stops listening; the check goes on. */
  close() {
    this.#over = true;
    clearInterval(this.#pings);
    this.#port?.disconnect();
    this.#port = null;
  }

  #connect() {
    if (this.#over) return;
    try {
      const port = chrome.runtime.connect({ name: 'check' });
      port.onMessage.addListener((message) => this.#hear(message));
      port.onDisconnect.addListener(() => this.#reconnect(port));
      this.#port = port;
    } catch {
      this.#lose();
      return;
    }
    this.#send(this.#opening());
    if (this.#stopWanted) this.stop();
  }

  /** Asking for the same highlight again finds the same check. @returns {FromPage} */
  #opening() {
    if (this.#id) return { type: 'follow', id: this.#id, after: this.#last };
    return { type: 'check', highlight: this.#highlight };
  }

  /** @param {FromPage} message */
  #send(message) {
    try {
      this.#port?.postMessage(message);
    } catch {
      // The port has just gone; its disconnection starts another, which asks anew.
    }
  }

  /** @param {chrome.runtime.Port} port the one that went away */
  #reconnect(port) {
    if (this.#over || port !== this.#port) return;
    this.#port = null;
    setTimeout(() => this.#connect(), RECONNECT_AFTER);
  }

  #lose() {
    this.close();
    this.#listener.lost();
  }

  /** @param {ToPage} message */
  #hear(message) {
    if (this.#over) return;
    if (message.type === 'opened') this.#opened(message);
    else if (message.type === 'event') this.#told(message.event);
    else if (message.type === 'waiting') this.#listener.waiting();
    else if (message.type === 'notStopped') this.#notStopped();
    else if (message.type === 'ended') this.close();
    else this.#trouble(message.trouble);
  }

  /** @param {Extract<ToPage, {type: 'opened'}>} opened */
  #opened({ id, page }) {
    this.#id = id;
    this.#listener.opened(id, page);
    if (this.#stopWanted) this.stop();
  }

  /** @param {CheckEvent} event */
  #told(event) {
    if (event.seq <= this.#last) return;
    this.#last = event.seq;
    this.#listener.event(event);
  }

  #notStopped() {
    this.#stopWanted = false;
    this.#listener.notStopped();
  }

  /** @param {Trouble} trouble */
  #trouble(trouble) {
    this.close();
    this.#listener.trouble(trouble);
  }
}

/** Options open from the background: content scripts may not. */
function askForOptions() {
  const port = chrome.runtime.connect({ name: 'options' });
  port.postMessage({ type: 'options' });
  setTimeout(() => port.disconnect(), 1_000);
}
