// Finds the browsers the page is tested in: the machine's own Chromium, Firefox and WebKit, and the kernels of
// government PCs, 69 to 109. Those come out of npm packages that carry a browser; no install script is run.
// node tests/browser/browsers.mjs fetches them and lists what there is.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import zlib from 'node:zlib';
import { launch } from './cdp.mjs';
import { launchFirefox } from './firefox.mjs';
import { launchWebKit } from './webkit.mjs';

const CACHE = process.env.GOUJI_CACHE ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'gouji');
const OLD = {
  69: 'chrome-aws-lambda@1.6.3', 78: 'chrome-aws-lambda@1.20.4', 86: 'chrome-aws-lambda@5.3.1', 92: 'chrome-aws-lambda@10.1.0',
  109: '@sparticuz/chromium@109.0.6',
};
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const MINI_BROWSERS = ['/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser'];

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
    const packed = fs.readdirSync(dir).find((name) => name.endsWith('.tgz')) ?? filename;
    execFileSync('tar', ['xzf', packed], { cwd: dir });
    const bin = path.join(dir, 'package/bin');
    const browser = fs.readdirSync(bin).find((name) => /^chromium.*\.br$/.test(name));
    fs.mkdirSync(CACHE, { recursive: true });
    fs.writeFileSync(`${file}.part`, zlib.brotliDecompressSync(fs.readFileSync(path.join(bin, browser))), { mode: 0o755 });
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

/** The driver, and the browser it starts; it needs a screen, which Xvfb is. */
function webkit() {
  const [driver, screen] = [onPath(['WebKitWebDriver']), onPath(['Xvfb'])];
  const bin = MINI_BROWSERS.find((file) => fs.existsSync(file));
  return driver && screen && bin ? { driver, screen, bin } : null;
}

const chromium = (major, bin) => ({ name: major ? `Chromium ${major}` : 'Chromium', old: major !== null, bin, launch: () => launch(bin) });

/** The newest and the oldest Chromium, for everything; `bin` null where this machine has none. */
export const browsers = () => [chromium(null, current()), chromium(69, old(69))];

/** Every browser the page must work in. */
export const kernels = () => [
  chromium(null, current()),
  ...[109, 92, 86, 78, 69].map((major) => chromium(major, old(major))),
  { name: 'Firefox', bin: firefox(), launch: () => launchFirefox(firefox()) },
  { name: 'WebKit', bin: webkit(), launch: () => launchWebKit(webkit()) },
];

/** Those of GOUJI_BROWSERS: all, or one by its name; else the newest and the oldest Chromium. */
export function wanted() {
  const { GOUJI_BROWSERS: name } = process.env;
  return name ? kernels().filter((one) => name === 'all' || one.name === name) : browsers();
}

if (process.argv[1] === new URL(import.meta.url).pathname) for (const { name, bin } of kernels()) console.log(`${name}: ${bin ? bin.bin ?? bin : '—'}`);
