// Two thousand files in the page: the longest frame, the memory of the browser, files a second; and what programs for
// single formats take to read the same files, in the same run.
// ./build.sh build && ./build.sh bench batch [how many files]
// The files are made once and kept in the cache folder; PDF files are printed by the browser.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { browsers } from '../tests/browser/browsers.mjs';
import { launch } from '../tests/browser/cdp.mjs';
import { serve } from '../www/serve.mjs';
import { asDocx, asHtml, asXlsx, maker } from './support/reports.mjs';

const COUNT = Number(process.argv[2] ?? 2000);
const FRAME_GOAL = 100;
const MEMORY_GOAL = 600;
/** pdfplumber takes a second and more for each. */
const PEER_PDFS = 30;
const KINDS = ['html', 'docx', 'xlsx', 'pdf'];

const root = path.join(import.meta.dirname, '..');
const cache = process.env.GOUJI_CACHE ?? path.join(os.homedir(), '.cache/gouji');
const browser = browsers()[0];
if (!browser.bin) {
  console.log('skipped: there is no Chromium on this machine');
  process.exit(0);
}

// ---- the files -----------------------------------------------------------------------------------------------

async function files() {
  const folder = path.join(cache, `bench-batch-1-${COUNT}`);
  if (!fs.existsSync(folder)) {
    console.log(`» making ${COUNT} files in ${folder} (once) …`);
    fs.rmSync(`${folder}.part`, { recursive: true, force: true });
    fs.mkdirSync(`${folder}.part`, { recursive: true });
    const make = await maker();
    const print = await printer();
    for (let number = 0; number < COUNT; number++) {
      const report = make(number);
      const kind = KINDS[number % KINDS.length];
      const bytes = { html: () => asHtml(report), docx: () => asDocx(report), xlsx: () => asXlsx(report), pdf: () => print.pdf(asHtml(report)) }[kind]();
      fs.writeFileSync(path.join(`${folder}.part`, `${String(number).padStart(4, '0')}-${report.name}.${kind}`), await bytes);
    }
    await print.close();
    fs.renameSync(`${folder}.part`, folder);
  }
  return folder;
}

async function printer() {
  const driver = await launch(browser.bin);
  const page = await driver.page();
  const { frameTree } = await page.send('Page.getFrameTree');
  return {
    pdf: async (html) => {
      await page.send('Page.setDocumentContent', { frameId: frameTree.frame.id, html });
      const { data } = await page.send('Page.printToPDF', { printBackground: false });
      return Buffer.from(data, 'base64');
    },
    close: () => driver.close(),
  };
}

// ---- the page ------------------------------------------------------------------------------------------------

/** Proportional memory of all processes of the browser, in MB. */
function memoryOf(group) {
  let total = 0;
  for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
      if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]) !== group) continue;
      total += Number(/^Pss:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]);
    } catch { /* It ended meanwhile. */ }
  }
  return total / 1024;
}

/** In the page: the longest gap between frames, and the longest task. */
const WATCH = () => {
  const seen = window.watched = { frame: 0, frames: 0, task: 0 };
  new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.task = Math.max(seen.task, one.duration); }).observe({ entryTypes: ['longtask'] });
  let last = 0;
  const frame = (now) => {
    if (last) {
      seen.frame = Math.max(seen.frame, now - last);
      if (now - last > 100) seen.frames++;
    }
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
};

/** Work of the page's main thread from now until the function returned is called: the longest task in milliseconds of the processor, whatever else the machine does. */
async function traced(page) {
  const events = [];
  let over = () => undefined;
  const listener = (data) => {
    const { method, params } = JSON.parse(data);
    if (method === 'Tracing.dataCollected') for (const one of params.value) if (one.name === 'thread_name' || /RunTask$/.test(one.name)) events.push(one);
    if (method === 'Tracing.tracingComplete') over();
  };
  page.socket.on('message', listener);
  await page.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel'] } });
  return async () => {
    const done = new Promise((resolve) => { over = resolve; });
    await page.send('Tracing.end');
    await done;
    page.socket.off('message', listener);
    const main = new Set(events.filter((one) => one.name === 'thread_name' && one.args.name === 'CrRendererMain').map((one) => `${one.pid} ${one.tid}`));
    return events.reduce((most, one) => (main.has(`${one.pid} ${one.tid}`) ? Math.max(most, (one.tdur ?? 0) / 1000) : most), 0);
  };
}

/** Drops a folder, as from a file manager. */
async function drop(page, folder) {
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await page.send('Input.dispatchDragEvent', { type, x: 600, y: 300, data });
}

async function measure(folder) {
  const server = await serve(path.join(root, 'dist'));
  const driver = await launch(browser.bin);
  const page = await driver.page();
  // The window the browser starts with is not part of it.
  await driver.only(page);
  try {
    await page.size(1280, 900);
    await page.goto(`${server.url}?lang=zh-CN`);
    await page.until(() => Boolean(document.querySelector('.formats:not(:empty)')));
    const empty = memoryOf(driver.pid);
    await page.eval(WATCH);
    await page.eval(() => { window.watched.frame = 0; });
    const busiest = await traced(page);
    const begun = performance.now();
    await drop(page, folder);
    let peak = 0;
    for (let done = false; !done;) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      peak = Math.max(peak, memoryOf(driver.pid));
      done = await page.eval(() => /完毕/.test((document.querySelector('.many .now') || {}).textContent));
    }
    const seconds = (performance.now() - begun) / 1000;
    const list = { ...await page.eval(() => window.watched), work: await busiest() };
    // And with everything there: sorting, filtering, scrolling from end to end, writing the workbook.
    await page.eval(() => { window.watched.frame = window.watched.task = window.watched.frames = 0; });
    const busy = await traced(page);
    await page.eval(use);
    const used = { ...await page.eval(() => window.watched), work: await busy() };
    const verdicts = await page.eval(() => Array.from(document.querySelectorAll('#many-verdict option')).map((one) => one.textContent).join('，'));
    return { seconds, peak, empty, list, used, verdicts, after: memoryOf(driver.pid) };
  } finally {
    await page.close();
    await driver.close();
    server.close();
  }
}

/** In the page: what a user does with the list. */
const use = () => {
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const list = document.querySelector('.list');
  const filter = document.querySelector('#many-filter');
  const type = (text) => {
    filter.value = text;
    filter.dispatchEvent(new Event('input'));
  };
  window.savedBooks = 0;
  HTMLAnchorElement.prototype.click = () => { window.savedBooks++; };
  return (async () => {
    for (const column of ['c-errors', 'c-body', 'c-verdict', 'c-name']) {
      document.querySelector(`.list .head .${column} button`).click();
      await pause(120);
    }
    for (const text of ['县', '县人', '县人民', '']) {
      type(text);
      await pause(120);
    }
    for (let top = 0; top < list.scrollHeight; top += 900) {
      list.scrollTop = top;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    for (const id of ['batch-xlsx', 'batch-csv', 'batch-findings', 'batch-json']) {
      const before = window.savedBooks;
      document.getElementById(id).click();
      for (let wait = 0; wait < 300 && window.savedBooks === before; wait++) await pause(100);
    }
    if (window.savedBooks < 4) throw new Error('not everything was saved');
  })();
};

// ---- what else reads them --------------------------------------------------------------------------------------

const PEERS = {
  html: ['lxml', 'lxml', `
from lxml import html
def read(path):
    tree = html.parse(path)
    return sum(len(cell.text_content()) for cell in tree.iter('td', 'th'))`],
  docx: ['python-docx', 'docx', `
import docx
def read(path):
    return sum(len(cell.text) for table in docx.Document(path).tables for row in table.rows for cell in row.cells)`],
  xlsx: ['openpyxl', 'openpyxl', `
import openpyxl
def read(path):
    return sum(len(str(value)) for sheet in openpyxl.load_workbook(path, data_only=True) for row in sheet.iter_rows(values_only=True) for value in row if value is not None)`],
  pdf: ['pdfplumber', 'pdfplumber', `
import pdfplumber
def read(path):
    with pdfplumber.open(path) as pdf:
        return sum(len(cell or '') for page in pdf.pages for table in page.extract_tables() for row in table for cell in row)`],
};

function peers(paths) {
  const home = path.join(cache, 'bench-batch-python');
  const python = path.join(home, 'bin/python');
  try {
    if (!fs.existsSync(python)) execFileSync('python3', ['-m', 'venv', home], { stdio: 'ignore' });
  } catch {
    console.log('skipped: there is no Python with venv');
    return 0;
  }
  let total = 0;
  for (const kind of KINDS) {
    const [name, module, code] = PEERS[kind];
    const all = paths.filter((one) => one.endsWith(`.${kind}`));
    const some = kind === 'pdf' ? all.slice(0, PEER_PDFS) : all;
    try {
      try { execFileSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }); } catch { execFileSync(python, ['-m', 'pip', 'install', '-q', name], { stdio: 'ignore' }); }
      const script = `import sys, time\n${code}\nbegun = time.perf_counter()\nread_all = [read(path.rstrip('\\n')) for path in sys.stdin]\nassert min(read_all) > 100, min(read_all)\nprint(time.perf_counter() - begun)`;
      const seconds = Number(execFileSync(python, ['-c', script], { input: some.join('\n'), encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }));
      const each = seconds / some.length;
      total += each * all.length;
      console.log(`  ${name.padEnd(14)} ${String(some.length).padStart(5)} ${kind}   ${(each * 1000).toFixed(1).padStart(8)} ms each${some.length < all.length ? ` (${all.length} would take ${(each * all.length).toFixed(0)} s)` : ''}`);
    } catch (error) {
      console.log(`skipped: ${name}: ${String(error.message).split('\n')[0]}`);
      return 0;
    }
  }
  return total;
}

const met = (value, goal) => `${value.toFixed(0)}（目标 ≤ ${goal}${value <= goal ? '' : '，✗ 超出'}）`;

const folder = await files();
const paths = fs.readdirSync(folder).map((name) => path.join(folder, name));
const bytes = paths.reduce((sum, one) => sum + fs.statSync(one).size, 0);
console.log(`${paths.length} 个文件，${(bytes / 1e6).toFixed(1)} MB，${KINDS.join('、')} 各四分之一；处理器 ${os.cpus().length} 核，此前负载 ${os.loadavg()[0].toFixed(1)}`);
const ours = await measure(folder);
console.log(`网页：${ours.seconds.toFixed(1)} 秒，每秒 ${(paths.length / ours.seconds).toFixed(0)} 个；${ours.verdicts}`);
console.log(`  核对时最长一帧 ${met(ours.list.frame, FRAME_GOAL)} 毫秒，其中最长任务 ${ours.list.task.toFixed(0)} 毫秒，本页占用处理器最长 ${ours.list.work.toFixed(0)} 毫秒，超过 100 毫秒的帧 ${ours.list.frames} 个`);
console.log(`  排序、筛选、滚动、导出时最长一帧 ${met(ours.used.frame, FRAME_GOAL)} 毫秒，其中最长任务 ${ours.used.task.toFixed(0)} 毫秒，本页占用处理器最长 ${ours.used.work.toFixed(0)} 毫秒`);
console.log(`  浏览器内存最高 ${met(ours.peak, MEMORY_GOAL)} MB（全部进程 PSS；空页 ${ours.empty.toFixed(0)} MB，核对完 ${ours.after.toFixed(0)} MB）`);
console.log('只读不核对，一个进程逐个读：');
const theirs = process.env.GOUJI_NO_PEERS ? 0 : peers(paths);
if (theirs > 0) console.log(`  合计 ${theirs.toFixed(0)} 秒，是网页（读、核对、列出）的 ${(theirs / ours.seconds).toFixed(1)} 倍`);
const row = theirs > 0 ? { peer: ['各格式的读取程序，只读', 'readers of each format, reading alone'], theirs: `${theirs.toFixed(0)} s`, times: theirs / ours.seconds } : {};
console.log(`bench: ${JSON.stringify({ what: [`${paths.length} 个文件成批核对`, `${paths.length} files checked as a list`], ours: `${ours.seconds.toFixed(1)} s`, ...row })}`);
