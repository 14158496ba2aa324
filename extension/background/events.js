/**
 * Server-Sent Events, from text in any chunks to events, as the HTML standard parses them
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream).
 *
 * @typedef {{event: string, id: string, data: string}} ServerEvent
 * @typedef {{event: string, data: string[]}} Draft
 */

export class EventParser {
  /** The stream's last event id: where to resume. */
  lastId = '';

  /** Milliseconds to wait before resuming, as the server last asked; null until it does. */
  /** @type {number | null} */
  retry = null;

  #rest = '';
  #afterReturn = false;
  #begun = false;
  /** @type {Draft} */
  #draft = { event: '', data: [] };

  /**
   * @param {string} chunk any piece of the stream
   * @returns {ServerEvent[]} the events that this piece completes
   */
  feed(chunk) {
    return this.#lines(chunk).flatMap((line) => this.#take(line));
  }

  /** @param {string} chunk @returns {string[]} */
  #lines(chunk) {
    if (chunk === '') return [];
    const lines = (this.#rest + this.#fresh(chunk)).split(/\r\n|\r|\n/);
    this.#rest = lines.pop() ?? '';
    return lines;
  }

  /**
   * The chunk without a byte order mark at the stream's start, and without the second half of
   * a line end whose first half closed the chunk before.
   * @param {string} chunk @returns {string}
   */
  #fresh(chunk) {
    const marked = !this.#begun && chunk.startsWith('\uFEFF');
    const halved = this.#afterReturn && chunk.startsWith('\n');
    this.#begun = true;
    this.#afterReturn = chunk.endsWith('\r');
    return marked || halved ? chunk.slice(1) : chunk;
  }

  /** @param {string} line @returns {ServerEvent[]} */
  #take(line) {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    if (colon === -1) this.#field(line, '');
    else if (colon > 0) this.#field(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ''));
    return [];
  }

  /** @param {string} name @param {string} value @returns {void} */
  #field(name, value) {
    if (name === 'event') this.#draft.event = value;
    else if (name === 'data') this.#draft.data.push(value);
    else if (name === 'id' && !value.includes('\0')) this.lastId = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.retry = Number(value);
  }

  /** @returns {ServerEvent[]} */
  #dispatch() {
    const { event, data } = this.#draft;
    this.#draft = { event: '', data: [] };
    if (data.length === 0) return [];
    return [{ event: event || 'message', id: this.lastId, data: data.join('\n') }];
  }
}
