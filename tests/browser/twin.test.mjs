// The modules in the browser against the command line's library: bombs, inputs that once broke something, reports in
// every format and real ones; the public results byte for byte.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const dist = process.env.GOUJI_DIST ?? path.join(root, 'dist');

/** Bytes that the modules may take for any of the inputs, the largest of which has 64 MB. */
const MEMORY = 1 << 30;

describe('native and WebAssembly', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gouji-twin-'));
  const memories = [];
  let validate;

  before(async () => {
    // With all features, as the package carries the full engine and both packs.
    execFileSync('cargo', ['test', '--quiet', '--test', 'twin'], { cwd: root, env: { ...process.env, GOUJI_TWIN: folder }, stdio: ['ignore', 'ignore', 'inherit'] });
    const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...given) => {
      const made = await instantiate(...given);
      memories.push((made.instance ?? made).exports.memory);
      return made;
    };
    ({ validate } = await import(pathToFileURL(path.join(dist, 'npm/node.js')).href));
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  test('give the same bytes for every input', { timeout: 30 * 60_000 }, async () => {
    const differing = [];
    const inputs = fs.readdirSync(folder).filter((name) => name.endsWith('.name'));
    for (const name of inputs) {
      const stem = path.join(folder, path.basename(name, '.name'));
      const read = (end) => fs.readFileSync(`${stem}.${end}`);
      const kind = ['html', 'text', 'bytes'].find((end) => fs.existsSync(`${stem}.${end}`));
      const what = read('name').toString();
      const content = read(kind);
      const given = kind === 'bytes' ? new Uint8Array(content) : { [kind]: content.toString() };
      const start = Date.now();
      const result = await validate(given, kind === 'bytes' ? { name: '年报' } : {}).then(JSON.stringify, (error) => `trap: ${error}`);
      if (result !== read('json').toString()) differing.push(`${what}: ${firstDifference(result, read('json').toString())}`);
      if (Date.now() - start > 2_000) console.log(`    ${Date.now() - start} ms  ${what}`);
    }
    const bytes = memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
    console.log(`    ${inputs.length} inputs, ${memories.length} modules, ${bytes >> 20} MB`);
    assert.deepEqual(differing, []);
    assert.ok(inputs.length > 150);
    assert.ok(memories.length > 0 && bytes < MEMORY, `${bytes >> 20} MB`);
  });
});

function firstDifference(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `…${one.slice(Math.max(0, at - 60), at + 60)}… is not …${other.slice(Math.max(0, at - 60), at + 60)}…`;
}
