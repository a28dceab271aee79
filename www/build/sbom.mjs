// Bills of materials (CycloneDX): the crates in each wasm module, the npm package with them, and the tools of the build.
// The tools that write them put in the time, a random number and places on this machine; those are taken out.
import fs from 'node:fs';
import path from 'node:path';
import { version, www } from './bundle.mjs';

const root = path.join(www, '..');
/** The modules and the features of each, as build.sh builds them. */
const MODULES = modules(fs.readFileSync(path.join(root, 'build.sh'), 'utf8'));

function modules(script) {
  const lines = Array.from(script.matchAll(/^ {2}build_module (\w+)(?: --features ([\w,]+))?$/gm), ([, name, features = '']) => [name, features]);
  if (lines.length < 3) throw new Error('build.sh names no modules');
  return lines;
}

/** The same for every run on the same commit. */
function settled(text, time) {
  const bill = JSON.parse(text.split(root).join('/gouji'));
  delete bill.serialNumber;
  bill.metadata.timestamp = time;
  return bill;
}

const written = (bill) => `${JSON.stringify(bill, null, 2)}\n`;

/** When the sources were committed. */
const committed = (run) => new Date(Number(process.env.SOURCE_DATE_EPOCH ?? run('git', ['log', '-1', '--format=%ct'])) * 1000).toISOString();

export function wasmBill(run) {
  const tool = process.env.CARGO_CYCLONEDX;
  if (!tool) throw new Error('CARGO_CYCLONEDX names no program: run ./build.sh release');
  const time = committed(run);
  return Object.fromEntries(MODULES.map(([name, features]) => {
    const made = path.join(root, `${name}-bill.json`);
    try {
      run(tool, ['cyclonedx', '--format', 'json', '--spec-version', '1.5', '--target', 'wasm32-unknown-unknown', '--no-build-deps',
        '--no-default-features', ...(features ? ['--features', features] : []), '--override-filename', path.basename(made, '.json'), '--quiet']);
      return [name, written(settled(fs.readFileSync(made, 'utf8'), time))];
    } finally {
      fs.rmSync(made, { force: true });
    }
  }));
}

/** The package has no dependencies of npm's; what its modules are made of is in it. `bills`: of the modules. */
export function npmBill(run, bills) {
  const time = committed(run);
  const sbom = (cwd, ...more) => settled(run('npm', ['sbom', '--sbom-format', 'cyclonedx', ...more], { cwd }), time);
  const own = sbom(path.join(root, 'dist/npm'));
  own.metadata.component.name = 'gouji';
  const crates = new Map(Object.values(bills).flatMap((bill) => JSON.parse(bill).components).map((one) => [one['bom-ref'], one]));
  own.components = [...crates.keys()].sort().map((ref) => crates.get(ref));
  own.dependencies = [{ ref: `gouji@${version}`, dependsOn: [...crates.keys()].sort() }];
  const tools = sbom(www, '--package-lock-only');
  tools.metadata.component.name = 'gouji-page';
  return { npm: written(own), 'build-tools': written(tools) };
}
