// Every measurement, and its figures as a table in the READMEs: ./build.sh build && ./build.sh bench all
// ./build.sh bench all visit weigh: only these, and the table is only shown.
// A bench says a figure as a line `bench: {"what", "ours", "peer", "theirs", "times"}`: texts, or [Chinese, English];
// `times` is how many times our figure the peer's is, null where there is no peer. All else it prints is for people.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const NAMES = ['localize', 'read', 'check', 'prose', 'weigh', 'visit', 'batch', 'rollup'];
const PREFIX = 'bench: ';
/** By language: file, title of the columns, and what is said above the table. */
const READMES = [
  ['README.md', ['测量', '勾稽', '对照', '对照的结果', '对照是勾稽的几倍'], (run) => `${run.machine}，${run.date}；Rust ${run.rust}，Node.js ${run.node}。同一台机器、同一次运行；倍数是中位数，时间和大小越小越好。`],
  ['README.en.md', ['what', 'gouji', 'peer', 'its figure', 'times ours'], (run) => `${run.machine}, ${run.date}; Rust ${run.rust}, Node.js ${run.node}. One machine, one run; ratios are medians; of times and sizes, less is better.`],
];
const MARKS = /(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/;

/** Where `read` puts lxml, which `check` needs too. */
const python = path.join(process.env.GOUJI_CACHE ?? path.join(os.homedir(), '.cache/gouji'), 'bench-read/python/bin/python');

const exists = (name) => [`${name}.mjs`, `${name}.rs`, `${name}/main.rs`].some((file) => fs.existsSync(path.join(root, 'benches', file)));

/** Runs a bench, shows what it prints, and gives its figures. */
function measured(name) {
  console.log(`\n==== ${name} ====`);
  const env = fs.existsSync(python) ? { GOUJI_PYTHON: python, ...process.env } : process.env;
  const child = spawn('./build.sh', ['bench', name], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part) => { text += part; process.stdout.write(part); });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const lines = text.split('\n').filter((line) => line.startsWith(PREFIX)).map((line) => JSON.parse(line.slice(PREFIX.length)));
      resolve({ name, failed: code !== 0, lines });
    });
  });
}

function times(value) {
  if (value === null) return '—';
  const shown = value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(value < 1 ? 2 : 1);
  return `${shown} ×`;
}

function table(lines, language, head) {
  const said = (text) => (Array.isArray(text) ? text[language] : text);
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const rows = lines.map(({ what, ours, peer, theirs, times: ratio }) => row([what, ours, peer ?? '—', theirs ?? '—'].map(said).concat(times(ratio ?? null))));
  return [row(head), `|${'---|'.repeat(head.length)}`, ...rows].join('\n');
}

const version = (program) => new Promise((resolve) => {
  const child = spawn(program, ['--version'], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.setEncoding('utf8').on('data', (text) => resolve(text.split(' ')[1]));
  child.on('error', () => resolve('?'));
});

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !NAMES.includes(name));
if (unknown.length > 0) {
  console.error(`✗ 没有这些测量：${unknown.join('、')}；有：${NAMES.join('、')}`);
  process.exit(2);
}
const [load] = os.loadavg();
if (load > 0.5) console.log(`» 这台机器正忙（负载 ${load.toFixed(1)}），数字会偏大。`);
const run = {
  machine: `${os.cpus()[0].model.trim()} × ${os.cpus().length}`, date: new Date().toISOString().slice(0, 10),
  rust: await version('rustc'), node: process.versions.node,
};
const results = [];
for (const name of asked.length > 0 ? asked : NAMES.filter(exists)) results.push(await measured(name));
const lines = results.flatMap((one) => one.lines);
for (const { name, failed, lines: own } of results) {
  if (failed) console.log(`✗ ${name} 没有跑完`);
  else if (own.length === 0) console.log(`» ${name} 没有给出数字（缺少所需的文件或程序，见上）`);
}
READMES.forEach(([file, head, about], language) => {
  const text = `${about(run)}\n\n${table(lines, language, head)}`;
  if (language === 0) console.log(`\n${text}`);
  if (asked.length > 0) return;
  const readme = path.join(root, file);
  const before = fs.readFileSync(readme, 'utf8');
  if (!MARKS.test(before)) throw new Error(`${file} has no place for the table of measurements`);
  fs.writeFileSync(readme, before.replace(MARKS, (_, open, close) => `${open}${text}\n${close}`));
});
process.exitCode = results.some((one) => one.failed) ? 1 : 0;
