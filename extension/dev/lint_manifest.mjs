/** Runs `web-ext lint`; any finding is an error but the one that two browsers make unavoidable. */

import { spawnSync } from 'node:child_process';

/** Chrome wants `service_worker`, Firefox `scripts`; each ignores the other's key. */
const UNAVOIDABLE = 'BACKGROUND_SERVICE_WORKER_IGNORED';

const { stdout, stderr } = spawnSync(
  'web-ext',
  ['lint', '--source-dir', '..', '--config', 'web-ext.config.mjs', '--output', 'json'],
  { encoding: 'utf8' },
);
if (!stdout.trim().startsWith('{')) throw new Error(`web-ext did not run: ${stderr}`);
const { errors, warnings, notices } = JSON.parse(stdout);
const findings = [...errors, ...warnings, ...notices].filter(({ code }) => code !== UNAVOIDABLE);
for (const { code, file, message } of findings) console.error(`${file ?? ''} ${code}: ${message}`);
console.log(`web-ext: ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;
