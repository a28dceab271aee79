// Finds the browsers the page is tested in: the machine's own Chromium, and two old ones (69, 92) for the kernels
// of government PCs. The old ones come out of npm packages that carry a browser; no install script is run.
// node tests/browser/browsers.mjs fetches them.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';

const CACHE = process.env.GOUJI_CACHE ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'gouji');
const OLD = { 69: 'chrome-aws-lambda@1.6.3', 92: 'chrome-aws-lambda@10.1.0' };
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

function onPath(names) {
  for (const dir of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of names) if (fs.existsSync(path.join(dir, name))) return path.join(dir, name);
  }
  return null;
}

const current = () => process.env.CHROMIUM ?? onPath(NAMES) ?? (fs.existsSync(MAC) ? MAC : null);

function old(major) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const file = path.join(CACHE, `chromium-${major}`);
  try {
    if (!fs.existsSync(file)) fetchOld(OLD[major], file);
    return file;
  } catch (error) {
    console.error(`Chromium ${major}: ${error.message}`);
    return null;
  }
}

function fetchOld(spec, file) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gouji-chromium-'));
  try {
    const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', spec, '--json', '--loglevel=error'], { cwd: dir, stdio: ['ignore', 'pipe', 'ignore'] }));
    execFileSync('tar', ['xzf', filename], { cwd: dir });
    const bin = path.join(dir, 'package/bin');
    const packed = fs.readdirSync(bin).find((name) => /^chromium.*\.br$/.test(name));
    fs.mkdirSync(CACHE, { recursive: true });
    fs.writeFileSync(`${file}.part`, zlib.brotliDecompressSync(fs.readFileSync(path.join(bin, packed))), { mode: 0o755 });
    fs.renameSync(`${file}.part`, file);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** On a user's machine a browser that is not there is skipped by name; in continuous integration it must be there. */
export function missing(name) {
  const reason = `这台机器上没有 ${name}`;
  test(name, { skip: !process.env.CI && reason }, () => { throw new Error(reason); });
}

export const firefox = () => process.env.FIREFOX ?? onPath(['firefox-esr', 'firefox']);

/** Every Chromium wanted; `bin` null where this machine has none. */
export const browsers = () => [
  { name: 'Chromium', old: false, bin: current() },
  { name: 'Chromium 92', old: true, bin: old(92) },
  { name: 'Chromium 69', old: true, bin: old(69) },
];

if (process.argv[1] === new URL(import.meta.url).pathname) for (const { name, bin } of browsers()) console.log(`${name}: ${bin ?? '—'}`);
