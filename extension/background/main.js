/** Wires the browser's events to what answers them; all at once, so that none is missed. */

import { attend } from './checks.js';
import { listenForAsks } from './entries.js';
import { answerTo } from './messages.js';
import {
  hideStoredFromPages,
  onConnect,
  onInstalled,
  onMessage,
  openPage,
} from '../shared/browser.js';

listenForAsks();

onConnect.addListener(attend);

hideStoredFromPages();

onMessage.addListener((message, sender, answer) => {
  const answered = answerTo(message, sender);
  answered?.then(answer);
  return Boolean(answered);
});

onInstalled.addListener(({ reason }) => {
  if (reason === 'install') openPage('pages/welcome.html');
});
