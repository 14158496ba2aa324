/**
 * In every page, where the reader wants it: a small button beside a selection that asks for a check.
 * It stands in a closed shadow root, as the card does, and is gone with the selection.
 */
{
  const SETTLED = 250;
  const FEWEST = 12;
  const SIZE = 32;
  const GAP = 6;
  const STYLES = `:host { all: initial !important; position: fixed !important; inset: auto !important;
      display: block !important; overflow: visible !important; color-scheme: light dark !important; }
    button { box-sizing: border-box; position: fixed; display: grid; place-items: center;
      width: ${SIZE}px; height: ${SIZE}px; padding: 0; border: 1px solid #b07a10; border-radius: 50%;
      background: Canvas; color: CanvasText; cursor: pointer; box-shadow: 0 2px 8px rgb(0 0 0 / 25%); }
    button:focus-visible { outline: 3px solid #b07a10; outline-offset: 2px; }
    svg { width: 20px; height: 20px; fill: none; stroke: currentcolor; stroke-width: 2; }`;
  /** @type {HTMLElement | null} */
  let host = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const leave = () => {
    clearTimeout(timer);
    host?.remove();
    host = null;
  };

  /** @param {Event} event a page's script could press it too */
  const ask = (event) => {
    if (!event.isTrusted) return;
    leave();
    chrome.runtime.sendMessage({ type: 'ask' }).catch(() => {
      // The extension was updated or removed: the next load of the page has its new script.
    });
  };

  /** @param {Selection} selection */
  const isOfUse = (selection) => {
    const { focusNode } = selection;
    const element = focusNode instanceof HTMLElement ? focusNode : focusNode?.parentElement;
    return String(selection).trim().length >= FEWEST && !element?.isContentEditable;
  };

  /** @param {DOMRect} end the last line of the selection */
  const buttonAt = ({ right, bottom }) => {
    const rings = [9, 15].map(
      (cx) => /** @type {[string, Attributes]} */ (['circle', { cx: `${cx}`, cy: '12', r: '7' }]),
    );
    const button = makeButton('', () => undefined, makeDrawing('', '0 0 24 24', ...rings));
    button.setAttribute('aria-label', say('menuCheck'));
    button.title = say('menuCheck');
    button.style.left = `${Math.max(GAP, Math.min(right + GAP, innerWidth - SIZE - GAP))}px`;
    button.style.top = `${Math.max(GAP, Math.min(bottom + GAP, innerHeight - SIZE - GAP))}px`;
    // The selection has to outlive the press.
    button.addEventListener('pointerdown', (event) => event.preventDefault());
    button.addEventListener('mousedown', (event) => event.preventDefault());
    button.addEventListener('click', ask);
    return button;
  };

  /** In the language that the reader chose; asked for with the first selection, and no earlier. */
  /** @type {Promise<void> | null} */
  let wording = null;
  const inWords = () => {
    wording ??= chrome.runtime.sendMessage({ type: 'texts' }).then(useTexts, () => undefined);
    return wording;
  };

  const offer = async () => {
    await inWords();
    leave();
    const selection = getSelection();
    if (!selection || selection.rangeCount === 0 || !isOfUse(selection)) return;
    const end = [...selection.getRangeAt(0).getClientRects()].at(-1);
    if (!end) return;
    host = make('div', { popover: 'manual' });
    const root = host.attachShadow({ mode: 'closed' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
    root.adoptedStyleSheets = [sheet];
    root.append(buttonAt(end));
    document.documentElement.append(host);
    host.showPopover();
  };

  document.addEventListener('selectionchange', () => {
    leave();
    timer = setTimeout(offer, SETTLED);
  });
  addEventListener('scroll', leave, { capture: true, passive: true });
  addEventListener('pagehide', leave);
}
