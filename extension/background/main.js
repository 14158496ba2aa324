/** Wires the browser's events to what answers them; all at once, so that none is missed. */

import { attend } from './checks.js';
import { listenForAsks } from './entries.js';
import { probe } from './probe.js';
import { onConnect, onInstalled, onMessage, openPage } from '../shared/browser.js';

listenForAsks();

onConnect.addListener(attend);

onMessage.addListener((message, _sender, answer) => {
  if (message?.type !== 'probe') return false;
  probe(message.address).then(answer);
  return true;
});

onInstalled.addListener(({ reason }) => {
  if (reason === 'install') openPage('pages/welcome.html');
});
