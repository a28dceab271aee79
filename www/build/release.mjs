// Makes dist/release/ out of dist/: what is handed out, under names with the version, and what it is made of. Two runs
// on the same commit give the same bytes: entries are sorted, and no file says when it was made.
// ./build.sh release
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { version, www } from './bundle.mjs';
import { npmBill, wasmBill } from './sbom.mjs';

const root = path.join(www, '..');
const dist = path.join(root, 'dist');
const out = path.join(dist, 'release');
/** What every file in an archive says of when it was written: the first time an archive can say. */
const THEN = new Date(1980, 0, 1);

const run = (program, args, options) => execFileSync(program, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], ...options });

function stop(why) {
  console.error(`✗ ${why}`);
  process.exit(1);
}

/** Files below a folder by their path in it, sorted. */
function filesBelow(folder) {
  const names = fs.readdirSync(folder, { recursive: true }).map((name) => String(name).split(path.sep).join('/'));
  return names.filter((name) => fs.statSync(path.join(folder, name)).isFile()).sort();
}

/** An archive of these files of dist/, in a folder of its own. */
function archive(folder, names) {
  const entries = names.map((name) => [`${folder}/${name}`, fs.readFileSync(path.join(dist, name))]);
  const licence = [`${folder}/LICENSE`, fs.readFileSync(path.join(root, 'LICENSE'))];
  return Buffer.from(zipSync(Object.fromEntries([...entries, licence].sort(([a], [b]) => (a < b ? -1 : 1))), { level: 9, mtime: THEN }));
}

/** What a site needs for all ways of use but the npm package. */
const web = () => filesBelow(dist).filter((name) => !/^(npm|release)\//.test(name));

/** What other people's pages take in. */
const embedded = () => web().filter((name) => /^(gouji-check\.(js|css)|gouji-inpage\.js|\w+\.whole\.js|embed\.html|bookmarklet\.(html|js)|page\.css|integrity\.json)$/.test(name));

function npmPackage() {
  const [{ filename }] = JSON.parse(run('npm', ['pack', path.join(dist, 'npm'), '--json', '--loglevel=error', '--pack-destination', out]));
  return filename;
}

/** Compiled once out of the packed sources; where there is no registry to be asked, by packing alone. */
function crate() {
  const more = ['--locked', '--quiet', '--target-dir', process.env.CARGO_TARGET_DIR ?? path.join(root, 'target')];
  let compiled = true;
  try {
    run('cargo', ['publish', '--dry-run', ...more]);
  } catch {
    console.log('» cargo publish --dry-run 没有通过（原因见上），改为只打包并编译。');
    compiled = false;
  }
  run('cargo', ['package', ...(compiled ? ['--no-verify'] : []), ...more]);
  const name = `gouji-${version}.crate`;
  fs.copyFileSync(path.join(more[3], 'package', name), path.join(out, name));
}

const put = (name, bytes) => fs.writeFileSync(path.join(out, name), bytes);

if (run('git', ['status', '--porcelain']).trim()) stop('有没提交的改动：发布文件只从提交过的源代码制作。');
fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });
put(`gouji-web-${version}.zip`, archive(`gouji-web-${version}`, web()));
put(`gouji-embed-${version}.zip`, archive(`gouji-embed-${version}`, embedded()));
put(`gouji-${version}.html`, fs.readFileSync(path.join(dist, 'gouji.html')));
put(`integrity-${version}.json`, fs.readFileSync(path.join(dist, 'integrity.json')));
const bills = wasmBill(run);
for (const [name, bill] of Object.entries(bills)) put(`${name}.wasm.cdx.json`, bill);
for (const [name, bill] of Object.entries(npmBill(run, bills))) put(`${name}.cdx.json`, bill);
npmPackage();
crate();

const sums = filesBelow(out).map((name) => `${crypto.createHash('sha256').update(fs.readFileSync(path.join(out, name))).digest('hex')}  ${name}\n`);
put('SHA256SUMS', sums.join(''));
process.stdout.write(sums.join(''));
const { files } = JSON.parse(fs.readFileSync(path.join(dist, 'integrity.json'), 'utf8'));
console.log('脚本的 integrity 值（全部见 integrity.json）：');
for (const name of ['gouji-check.js', 'gouji-inpage.js']) console.log(`  ${name}  ${files[name]}`);
