/**
 * From what the reader asked to a card: reads the selection, refuses what cannot be checked, and
 * otherwise opens a check and shows how it goes.
 *
 * @typedef {import('../shared/types.js').Ask} Ask
 * @typedef {import('../shared/types.js').Highlight} CheckedHighlight
 */

/** @type {Card | null} */
let openedCard = null;

/** The background's way in. @param {Ask} ask */
function secondSourceAsk(ask) {
  const selected = selectedFor(ask);
  if (selected.kind === 'empty' && openedCard) {
    openedCard.focus();
    return;
  }
  openedCard?.close();
  if (selected.kind === 'text') checkSelected(ask, selected);
  else refuse(ask, ...refusalOf(selected.kind));
}

/**
 * The menu knows words that a script cannot read: in PDFs and in frames of other sites.
 * @param {Ask} ask
 * @returns {Selected}
 */
function selectedFor({ menuText, editable }) {
  if (editable) return { kind: 'editable' };
  const selected = readSelection();
  if (menuText.trim() === '') return selected;
  if (selected.kind === 'text' && isSameText(selected.text, menuText)) return selected;
  return { kind: 'text', text: menuText, ranges: [] };
}

/** Browsers lay out and cut the menu's text in their own ways. @param {string} text @param {string} menuText */
function isSameText(text, menuText) {
  const dense = (/** @type {string} */ some) => some.replace(/\s+/g, '').slice(0, 100);
  return dense(text) === dense(menuText);
}

/** @param {'empty' | 'editable'} kind @returns {[string, string]} */
function refusalOf(kind) {
  if (kind === 'editable') return [say('refuseEditable'), say('refuseEditableDo')];
  if (document.contentType === 'application/pdf') return [say('refuseEmpty'), say('refusePdfDo')];
  return [say('refuseEmpty'), say('refuseEmptyDo')];
}

/**
 * A card that says why nothing is checked. Nothing is sent.
 * @param {Ask} ask @param {string} heading @param {string} advice
 */
function refuse({ styles }, heading, advice) {
  const card = openCard(styles, [], () => {
    openedCard = null;
  });
  openedCard = card;
  card.show(noticeView(heading, make('p', {}, advice)));
  card.announcer.now(heading);
}

/** @param {Ask} ask @param {Extract<Selected, {kind: 'text'}>} selected */
function checkSelected(ask, { text, ranges }) {
  const range = ranges[0] ?? null;
  const quote = quoteOf(text, range);
  const length = lengthOf(quote.quote);
  if (length > LONGEST) {
    refuse(ask, say('refuseLong', shownNumber(length), shownNumber(LONGEST)), say('refuseLongDo'));
    return;
  }
  const page = pageOf(range, ask.frameUrl);
  runCheck({ ...quote, page }, ranges, ask.styles);
}

/** @param {number} number @returns {string} */
function shownNumber(number) {
  return new Intl.NumberFormat(uiLanguage()).format(number);
}

/** @param {CheckedHighlight} highlight @param {Range[]} ranges @param {string} styles */
function runCheck(highlight, ranges, styles) {
  /** @type {CheckLink | null} */
  let link = null;
  const card = openCard(styles, ranges, () => {
    openedCard = null;
    link?.close();
    clearHighlight(ranges);
  });
  openedCard = card;
  clearSelection(ranges);
  const lostNotice = noticeView(say('lost'), make('p', {}, say('lostDo')));
  const begin = () => {
    drawHighlight(ranges, 'second-source-checking');
    link?.close();
    link = startCheck(highlight, { card, ranges, lostNotice, again: begin, page: '' });
  };
  begin();
}

/**
 * @typedef {{card: Card, ranges: Range[], lostNotice: HTMLElement, again: () => void,
 *   page: string}} Stage
 *   `lostNotice` is made beforehand: once the extension is gone, its texts are too. `page` is the
 *   address of the check's own page, "" until it is opened.
 */

/** @param {CheckedHighlight} highlight @param {Stage} stage @returns {CheckLink} */
function startCheck(highlight, stage) {
  const { card, again } = stage;
  const progress = progressView(highlight.quote, () => {
    progress.stopping(say('stopping'));
    link.stop();
  });
  const remedies = { again, options: askForOptions };
  let told = nothingTold();
  let page = '';
  const draw = onceAFrame(() => drawTold(told, progress, { ...stage, page }));
  card.show(progress.node);
  const link = new CheckLink(highlight, {
    opened: (address) => {
      page = address;
    },
    event: (event) => {
      told = toldMore(told, event);
      progress.wait(false);
      draw();
    },
    waiting: () => progress.wait(true),
    trouble: (trouble) => showTrouble(card, trouble, remedies),
    notStopped: () => progress.stopping(say('stopAgain')),
    lost: () => card.show(stage.lostNotice),
  });
  return link;
}

/** @param {Told} told @param {ProgressView} progress @param {Stage} stage */
function drawTold(told, progress, stage) {
  if (told.ending) {
    showEnding(told.ending, stage);
    return;
  }
  stage.card.show(progress.node);
  progress.update(told);
  stage.card.announcer.progress(stageWords(told));
}

/** @param {Ending} ending @param {Stage} stage */
function showEnding(ending, { card, ranges, again, page }) {
  if (ending.kind === 'note') {
    drawHighlight(ranges, 'second-source-checked');
    const announce = (/** @type {string} */ words) => card.announcer.now(words);
    card.show(...noteView(ending.data, { page, again, announce }));
    card.announcer.now(say('announceNote'));
    return;
  }
  const view = ending.kind === 'failed' ? failedView(ending, again) : stoppedView(again);
  card.show(view);
  card.announcer.now(ending.kind === 'failed' ? say('failed') : say('stopped'));
}

/** @param {Card} card @param {Trouble} trouble @param {Remedies} remedies */
function showTrouble(card, trouble, remedies) {
  card.show(troubleView(trouble, remedies));
  card.announcer.now(troubleHeading(trouble));
}
