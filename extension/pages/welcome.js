/** The first page after installation: what is sent, where and when. */

import { part } from './fill.js';
import { backendAddress } from '../shared/settings.js';

part('address', HTMLElement).textContent = await backendAddress();
