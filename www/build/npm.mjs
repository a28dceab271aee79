// The npm package: ES modules, the three wasm modules as files, types.
import fs from 'node:fs';
import path from 'node:path';
import { elementStyles, generated, modules, read, script, version, www } from './bundle.mjs';

/** The full engine alone: it is `gouji.wasm` here. */
const GLUE = { 'gouji-wasm': generated('full.js'), 'gouji-office': generated('office.js'), 'gouji-page': generated('page.js') };

export async function npm() {
  const css = await elementStyles();
  const virtual = { 'gouji-element-css': css };
  const browser = await modules(['npm/index.ts', 'npm/element.ts', 'npm/register.ts'], { alias: GLUE, virtual });
  const node = await modules(['npm/node.ts', 'npm/node-host.ts'], { alias: GLUE, platform: 'node', target: 'node20', splitting: false });
  const types = Object.fromEntries(['index', 'element', 'register'].map((name) => [
    `${name}.d.ts`, read(`npm/${name}.d.ts`).toString().split("'../src/contract'").join("'./contract.js'"),
  ]));
  return {
    'package.json': manifest(),
    ...browser,
    ...node,
    'worker.js': await script('npm/worker.ts', { alias: GLUE }),
    'gouji-check.css': css,
    'gouji.wasm': read('generated/full.wasm'),
    ...Object.fromEntries(['office', 'page'].map((name) => [`${name}.wasm`, read(`generated/${name}.wasm`)])),
    ...types,
    'contract.d.ts': read('src/contract.ts'),
    'README.md': read('npm/README.md'),
    LICENSE: fs.readFileSync(path.join(www, '../LICENSE')),
  };
}

function manifest() {
  return `${JSON.stringify({
    name: 'gouji',
    version,
    description: "Checks the tables of China's annual reports on government information disclosure (政府信息公开工作年度报告); nothing leaves the machine.",
    keywords: ['validation', 'wasm', 'tables', 'government', 'china'],
    license: 'Apache-2.0 OR MIT',
    type: 'module',
    sideEffects: ['./register.js'],
    engines: { node: '>=20' },
    exports: {
      '.': { types: './index.d.ts', node: './node.js', default: './index.js' },
      './element': { types: './element.d.ts', default: './element.js' },
      './register': { types: './register.d.ts', default: './register.js' },
      './package.json': './package.json',
    },
    types: './index.d.ts',
  }, null, 2)}\n`;
}
