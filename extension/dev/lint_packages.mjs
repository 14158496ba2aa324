/** Packs the extension and runs `web-ext lint` on each package; any finding is an error. */

import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const PACKAGES = 'packages';
/** What only Firefox asks for, so that Chrome's package goes without it; it knows no `sidePanel`. */
const FIREFOX_ALONE = new Set([
  'MANIFEST_PERMISSIONS',
  'ADDON_ID_REQUIRED',
  'BACKGROUND_SERVICE_WORKER_NOFALLBACK',
  'MISSING_DATA_COLLECTION_PERMISSIONS',
]);

/** @param {string} command @param {...string} options @returns {string} what it says */
function run(command, ...options) {
  const { stdout, stderr, error } = spawnSync(command, options, { encoding: 'utf8' });
  if (error || !stdout) throw new Error(`${command} did not run: ${error ?? stderr}`);
  return stdout;
}

/** @param {string} file @returns {{code: string, file?: string, message: string}[]} */
function findingsIn(file) {
  const json = run('web-ext', 'lint', '--source-dir', `${PACKAGES}/${file}`, '--output', 'json');
  const { errors, warnings, notices } = JSON.parse(json);
  const all = [...errors, ...warnings, ...notices];
  return file.endsWith('.xpi') ? all : all.filter(({ code }) => !FIREFOX_ALONE.has(code));
}

run(process.env.PYTHON ?? 'python3', 'pack_extension.py', '--to', PACKAGES);
for (const file of readdirSync(PACKAGES)) {
  const findings = findingsIn(file);
  for (const { code, file: place, message } of findings) console.error(`${place ?? ''} ${code}: ${message}`);
  console.log(`web-ext: ${findings.length} findings in ${file}`);
  if (findings.length > 0) process.exitCode = 1;
}
