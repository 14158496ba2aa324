/** Wires the browser's events to what answers them; all at once, so that none is missed. */

import { attend } from './checks.js';
import { listenForAsks } from './entries.js';
import { arrangeMenus } from './menus.js';
import { answerTo } from './messages.js';
import { arrangeWays } from './ways.js';
import {
  hideStoredFromPages,
  onConnect,
  onGranted,
  onInstalled,
  onMessage,
  onRevoked,
  onStartup,
  onStored,
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

for (const change of [onInstalled, onStored]) {
  change.addListener(() => {
    arrangeMenus();
  });
}

onInstalled.addListener(({ reason }) => {
  if (reason === 'install') openPage('pages/welcome.html');
});

for (const change of [onInstalled, onStartup, onStored, onGranted, onRevoked]) {
  change.addListener(() => {
    arrangeWays();
  });
}
