// From files to figures, beside what users would take instead, in one run: ./build.sh bench read [docx xlsx xls html pdf]
// GOUJI_REPORTS names the folder of reports; the measured files and the peers' scripts are in ../bench beside it.
// Peers are installed once into the cache folder; what cannot be installed or run is named as skipped.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const bench = process.env.GOUJI_REPORTS && path.resolve(process.env.GOUJI_REPORTS, '../bench');
if (!bench || !fs.existsSync(path.join(bench, 'files/truth.json'))) {
  console.log('skipped: GOUJI_REPORTS is not set, or there is no folder bench/files beside it');
  process.exit(0);
}
const cache = path.join(process.env.GOUJI_CACHE ?? path.join(os.homedir(), '.cache/gouji'), 'bench-read');
const kinds = process.argv.slice(2);

// The peers of each kind, and the goal: how many times faster we are to be. No goal: for comparison.
const PEERS = [
  ['docx', 'docx-lxml', 'python', 10], ['docx', 'python-docx', 'python', 0], ['docx', 'mammoth', 'node', 50],
  ['xlsx', 'openpyxl', 'python', 0], ['xlsx', 'sheetjs-xlsx', 'node', 10], ['xls', 'sheetjs-xls', 'node', 10],
  ['html', 'lxml-html', 'python', 5], ['html', 'pandas-read_html', 'python', 0],
  ['pdf', 'pdfplumber', 'python', 100], ['pdf', 'pymupdf-find_tables-nolayout', 'python', 0], ['pdf', 'pdfjs', 'node', 30],
].filter(([kind]) => !kinds.length || kinds.includes(kind));
const PIP = ['python-docx', 'lxml', 'openpyxl', 'pandas', 'xlrd', 'pdfplumber', 'pymupdf', 'html5lib'];
const NPM = ['xlsx@0.18.5', 'mammoth', 'cheerio', 'pdfjs-dist@5.6', 'jszip', '@xmldom/xmldom'];

const python = path.join(cache, 'python/bin/python');
const run = (program, args, options) => execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });

/** Runs a step of setting up; what fails is said, and what needs it is skipped later. */
function attempt(what, step) {
  try {
    step();
  } catch (error) {
    console.log(`skipped: ${what}: ${String(error.stderr || error.message).trim().split('\n').pop()}`);
  }
}

function prepare() {
  fs.mkdirSync(path.join(cache, 'npm'), { recursive: true });
  const done = path.join(cache, 'done');
  if (fs.existsSync(done)) return;
  console.log(`» installing the peers into ${cache} (once) …`);
  if (!fs.existsSync(python)) attempt('a Python environment', () => run('python3', ['-m', 'venv', path.join(cache, 'python')]));
  for (const name of PIP) attempt(name, () => run(python, ['-m', 'pip', 'install', '-q', name]));
  const npm = { cwd: path.join(cache, 'npm') };
  attempt('a folder for npm', () => fs.existsSync(path.join(cache, 'npm/package.json')) || run('npm', ['init', '-y'], npm));
  for (const name of NPM) attempt(name, () => run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', name], npm));
  fs.writeFileSync(done, '');
}

/** The folders the peers' scripts expect around them. */
function workplace() {
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'gouji-bench-'));
  fs.symlinkSync(path.join(bench, 'files'), path.join(work, 'files'));
  for (const folder of ['extract', 'js']) fs.mkdirSync(path.join(work, folder));
  fs.symlinkSync(path.join(cache, 'npm/node_modules'), path.join(work, 'js/node_modules'));
  fs.copyFileSync(path.join(bench, 'extract_js.mjs'), path.join(work, 'js/extract_js.mjs'));
  return work;
}

/** What a peer made of every file: name, seconds, right cells, cells. */
function peer(work, name, language) {
  const extract = { cwd: path.join(work, 'extract') };
  if (language === 'node') {
    run(process.execPath, ['extract_js.mjs', name], { cwd: path.join(work, 'js') });
    run(python, [path.join(bench, 'read/score_js.py'), name], extract);
  } else {
    run(python, [path.join(bench, 'read/extract_py.py'), name], extract);
  }
  const result = JSON.parse(fs.readFileSync(path.join(work, 'extract', `out_${name}.json`), 'utf8')).res;
  const failed = result.find((file) => file.err);
  if (result.every((file) => file.err)) throw new Error(failed.err);
  return result.filter((file) => file.t).map(({ id, t, ok, n }) => ({ id, micros: t * 1e6, right: ok, cells: n }));
}

function own() {
  // The page's engine: the peers read no prose either.
  const args = ['bench', '--quiet', '--no-default-features', '--features', 'office,page', '--bench', 'read', '--', '--json', ...kinds];
  const result = spawnSync('cargo', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (result.status !== 0) throw new Error('cargo bench failed');
  const lines = result.stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  return new Map(lines.map(({ kind, files }) => [kind, files]));
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const sum = (files, key) => files.reduce((total, file) => total + file[key], 0);
const embedded = (files) => files.filter((file) => !file.id.startsWith('cid'));

function show(name, files, note = '') {
  const main = embedded(files);
  const other = files.filter((file) => !main.includes(file));
  const perfect = main.filter((file) => file.right === file.cells).length;
  const share = ((100 * sum(main, 'right')) / sum(main, 'cells')).toFixed(2);
  const cid = other.length ? `  not embedded ${sum(other, 'right')}/${sum(other, 'cells')}` : '';
  console.log(`  ${name.padEnd(30)} ${median(main.map((file) => file.micros)).toFixed(0).padStart(8)} µs  ${share.padStart(6)} % of cells, ${perfect} of ${main.length} files perfect${cid}${note}`);
}

/** Time and cells right, in both languages. */
function figures(files) {
  const main = embedded(files);
  const micros = median(main.map((file) => file.micros));
  const time = micros < 1000 ? `${micros.toFixed(0)} µs` : `${(micros / 1000).toFixed(1)} ms`;
  const share = ((100 * sum(main, 'right')) / sum(main, 'cells')).toFixed(1);
  return [`${time}，读对 ${share} %`, `${time}, ${share} % right`];
}

/** Median over the files of how many times longer a peer takes. */
function ratio(ours, theirs) {
  const times = new Map(ours.map((file) => [file.id, file.micros]));
  return median(embedded(theirs).map((file) => file.micros / times.get(file.id)));
}

prepare();
const work = workplace();
const ours = own();
for (const [kind, files] of ours) {
  console.log(kind);
  show('gouji', files);
  for (const [, name, language, goal] of PEERS.filter(([own]) => own === kind)) {
    attempt(name, () => {
      const theirs = peer(work, name, language);
      const times = ratio(files, theirs);
      const met = goal ? `, goal ${goal} ${times >= goal ? 'met' : 'missed'}` : '';
      show(name, theirs, `  ${times.toFixed(1)} × ours${met}`);
      console.log(`bench: ${JSON.stringify({ what: [`读 ${kind}，每份`, `reading ${kind}, a file`], ours: figures(files), peer: name, theirs: figures(theirs), times })}`);
    });
  }
}
fs.rmSync(work, { recursive: true });
