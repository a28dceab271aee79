// Takes the picture of the page that the README and the documentation show: the example, checked by the real build.
// ./build.sh build && node tests/browser/picture.mjs
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '../../www/serve.mjs';
import { browsers } from './browsers.mjs';
import { inFewColours } from './palette.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const file = path.join(root, 'www/docs/page.png');
const [WIDTH, HEIGHT] = [1280, 800];

const server = await serve(path.join(root, 'dist'));
const driver = await browsers()[0].launch();
try {
  const page = await driver.page();
  await page.size(WIDTH, HEIGHT);
  await page.goto(`${server.url}?lang=zh-CN`);
  await page.until(() => Boolean(document.querySelector('.formats:not(:empty)')));
  await page.click('#example');
  await page.until(() => Boolean(document.querySelector('td.wrong')));
  await page.click('.finding .pick');
  await page.until(() => document.fonts.ready.then(() => true));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await page.screenshot(file);
  fs.writeFileSync(file, inFewColours(fs.readFileSync(file)));
  console.log(`${path.relative(root, file)}：${fs.statSync(file).size} 字节`);
} finally {
  await driver.close();
  server.close();
}
