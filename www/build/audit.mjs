// What the npm packages for building and testing are: their licences, out of the lock file, and what npm's registry
// has been told of them. None of them is shipped.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const www = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');

/** They ask for no more than their text to be kept. */
const ALLOWED = ['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD'];
/** They ask for more, and only tests run them. */
const EXCEPTIONS = { 'axe-core': 'MPL-2.0' };

const { packages } = JSON.parse(fs.readFileSync(path.join(www, 'package-lock.json'), 'utf8'));
const byLicence = new Map();
const refused = [];
for (const [place, { license, version }] of Object.entries(packages).filter(([one]) => one)) {
  const name = place.replace(/^.*node_modules\//, '');
  byLicence.set(license, [...(byLicence.get(license) ?? []), `${name}@${version}`]);
  const choices = (license ?? '').replace(/[()]/g, '').split(' OR ');
  if (!choices.some((one) => ALLOWED.includes(one)) && EXCEPTIONS[name] !== license) refused.push(`${name}@${version}: ${license}`);
}
for (const [license, names] of [...byLicence].sort()) console.log(`${license}（${names.length}）：${names.join('、')}`);
for (const one of refused) console.log(`✗ 许可没有列入允许的范围：${one}`);

const answer = spawnSync('npm', ['audit', '--package-lock-only', '--json'], { cwd: www, encoding: 'utf8' });
const told = JSON.parse(answer.stdout || '{}');
const reported = Object.values(told.vulnerabilities ?? {});
if (!told.vulnerabilities) console.log('» 没有取到 npm 的漏洞公告：这一项没有核对。');
else console.log(`npm 漏洞公告：${reported.length} 个包`);
for (const { name, severity } of reported) console.log(`✗ ${name}：${severity}`);

process.exitCode = refused.length + reported.length > 0 ? 1 : 0;
