// gouji.html as clerks have it: double-clicked from a disk, offline. And the promise of its policy: the browser itself
// forbids sending.
import assert from 'node:assert/strict';
import dgram from 'node:dgram';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { browsers, missing } from './browsers.mjs';
import { launch } from './cdp.mjs';
import { asHtml, mistypedFigures } from './fixtures.mjs';
import { hostSite } from './hosts.mjs';
import { asDocx } from './word.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../..');
const dist = process.env.GOUJI_DIST ?? path.join(root, 'dist');
const artifacts = path.join(root, 'tests/artifacts');
const reports = process.env.GOUJI_REPORTS;
const GRANTED = 'td[data-cell="requests.granted@natural_person"]';

/** In the page: tries to send to `site` in every way a page has without leaving; gives the ways tried. */
const tryToSend = (site, udp) => {
  const at = (way) => `${site}/leak/${way}`;
  const node = (tag, props) => {
    const made = document.createElement(tag);
    for (const key of Object.keys(props)) made.setAttribute(key, props[key]);
    document.body.appendChild(made);
    return made;
  };
  const worker = (way, code) => {
    const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
    return new Worker(address, { name: way });
  };
  const ways = {
    fetch: () => fetch(at('fetch'), { mode: 'no-cors', method: 'POST', body: 'x' }).catch(() => undefined),
    xhr: () => { const request = new XMLHttpRequest(); request.open('POST', at('xhr')); request.send('x'); },
    beacon: () => navigator.sendBeacon(at('beacon'), 'x'),
    websocket: () => new WebSocket(at('websocket').replace('http', 'ws')),
    eventsource: () => new EventSource(at('eventsource')),
    img: () => { new Image().src = at('img'); },
    script: () => node('script', { src: at('script') }),
    'css-link': () => node('link', { rel: 'stylesheet', href: at('css-link') }),
    'css-import': () => { node('style', {}).textContent = `@import url(${at('css-import')});`; },
    'css-background': () => { node('div', {}).style.backgroundImage = `url(${at('css-background')})`; },
    font: () => { node('style', {}).textContent = `@font-face { font-family: leak; src: url(${at('font')}) } body { font-family: leak }`; },
    form: () => {
      const target = node('iframe', { name: 'leak' });
      const form = node('form', { action: at('form'), method: 'post', target: 'leak' });
      form.submit();
      return target;
    },
    iframe: () => node('iframe', { src: at('iframe') }),
    object: () => node('object', { data: at('object') }),
    audio: () => { node('audio', { src: at('audio') }).load(); },
    manifest: () => node('link', { rel: 'manifest', href: at('manifest') }),
    preload: () => node('link', { rel: 'preload', as: 'image', href: at('preload') }),
    prefetch: () => node('link', { rel: 'prefetch', href: at('prefetch') }),
    ping: () => { const link = node('a', { href: '#', ping: at('ping') }); link.click(); },
    'worker-fetch': () => worker('f', `fetch(${JSON.stringify(at('worker-fetch'))}, { mode: 'no-cors' }).catch(() => 0)`),
    'worker-import': () => worker('i', `importScripts(${JSON.stringify(at('worker-import'))})`),
    'worker-remote': () => new Worker(at('worker-remote')),
    webrtc: () => {
      const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${udp}` }] });
      peer.createDataChannel('x');
      return peer.createOffer().then((offer) => peer.setLocalDescription(offer));
    },
  };
  const tried = Object.keys(ways);
  for (const way of tried) {
    try {
      ways[way]();
    } catch (error) {
      // Refused at once.
    }
  }
  return new Promise((resolve) => setTimeout(() => resolve(tried), 1500));
};

/** These go out of a page that has no policy, in some of the browsers; WebRTC is looked at by itself. */
const SURE = ['fetch', 'xhr', 'beacon', 'websocket', 'eventsource', 'img', 'script', 'css-link', 'css-import', 'css-background', 'form', 'iframe', 'object', 'worker-fetch', 'worker-import'];

function suite(browser) {
  describe(`single file, ${browser.name}`, () => {
    let driver;
    let site;
    let udp;
    let packets = 0;
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'gouji-单文件-'));
    const file = path.join(folder, '勾稽.html');

    before(async () => {
      fs.copyFileSync(path.join(dist, 'gouji.html'), file);
      driver = await launch(browser.bin);
      site = await hostSite({ '/open': { body: '<p>没有策略的网页</p>' } });
      site.files((name) => (name === '/gouji.html' ? { type: 'text/html', bytes: fs.readFileSync(file) } : null));
      udp = dgram.createSocket('udp4').on('message', () => { packets++; });
      await new Promise((resolve) => udp.bind(0, '127.0.0.1', resolve));
    });
    after(async () => {
      await driver?.close();
      site?.close();
      udp?.close();
      fs.rmSync(folder, { recursive: true, force: true });
    });

    const onPage = (address, use) => async () => {
      const page = await driver.page();
      try {
        await page.size(1280, 900);
        await page.goto(address());
        await use(page);
      } catch (error) {
        await page.screenshot(path.join(artifacts, `${browser.name} single failed.png`)).catch(() => undefined);
        throw error;
      } finally {
        await page.close();
      }
    };
    const onFile = (use) => onPage(() => pathToFileURL(file).href, use);
    const has = (page, css) => page.until((selector) => Boolean(document.querySelector(selector)), css);
    const arrived = (way) => site.log.filter((line) => line.includes(`/leak/${way}`) || (!way && line.includes('/leak')));

    test('from a disk: a paste, an edit, a Word file', onFile(async (page) => {
      await has(page, '.formats:not(:empty)');
      await page.paste('text/html', asHtml(mistypedFigures()));
      await has(page, `${GRANTED}.wrong`);
      await page.click(GRANTED);
      for (const key of ['1', '1', 'Enter']) await page.key(key);
      await has(page, `${GRANTED}.edited:not(.wrong)`);
      const word = path.join(folder, '年报.docx');
      fs.writeFileSync(word, asDocx(mistypedFigures()));
      await page.upload('input[type=file]', word);
      await page.until(() => /年报\.docx/.test(document.querySelector('.meta').textContent));
      await has(page, `${GRANTED}.wrong`);
      assert.deepEqual(page.errors.filter((error) => !/wasm-unsafe-eval|trusted-types/.test(error)), []);
      await page.screenshot(path.join(artifacts, `${browser.name} single.png`));
    }));

    test('from a disk: the prose is checked at once', onFile(async (page) => {
      await has(page, '.formats:not(:empty)');
      await page.paste('text/html', asHtml(mistypedFigures()).replace('<p>三、', '<p>2023年，全市共收到政府信息公开申请35件。</p><p>三、'));
      await page.until(() => /35/.test((document.querySelector('.finding .quote mark') || {}).textContent));
    }));

    test('from a disk: a PDF', { skip: reports ? false : 'GOUJI_REPORTS is not set' }, onFile(async (page) => {
      await has(page, '.formats:not(:empty)');
      await page.upload('input[type=file]', path.join(reports, 'hongze-2023.pdf'));
      await has(page, '.verdict.is-findings');
    }));

    test('nothing can be sent: from a page without a policy the same attempts arrive', async () => {
      await onPage(() => `${site.url}/open`, (page) => page.eval(tryToSend, site.url, udp.address().port))();
      const missed = SURE.filter((way) => arrived(way).length === 0);
      assert.deepEqual(missed, []);
      assert.ok(packets > 0, 'WebRTC reaches the server from a page without a policy');
      site.log.length = 0;
      packets = 0;
      for (const address of [pathToFileURL(file).href, `${site.url}/gouji.html`]) {
        await onPage(() => address, async (page) => {
          await has(page, '.formats:not(:empty)');
          const tried = await page.eval(tryToSend, site.url, udp.address().port);
          assert.ok(tried.length > 20);
        })();
        assert.deepEqual(arrived(''), [], address);
      }
    });

    // No browser knows a policy against these two from within a document: the program must not contain them.
    test('what a policy cannot forbid is not in the program: WebRTC, leaving the page', async () => {
      packets = 0;
      await onFile(async (page) => {
        await has(page, '.formats:not(:empty)');
        await page.eval(tryToSend, site.url, udp.address().port);
        assert.ok(packets > 0);
        await page.eval((address) => { location.href = address; }, `${site.url}/leak/navigation`);
        for (let wait = 0; wait < 50 && arrived('navigation').length === 0; wait++) await new Promise((resolve) => setTimeout(resolve, 50));
        assert.equal(arrived('navigation').length, 1);
      })();
      const program = fs.readFileSync(file, 'utf8');
      assert.doesNotMatch(program, /RTCPeerConnection|window\.open|location\.(href\s*=|assign|replace)|sendBeacon|XMLHttpRequest|WebSocket|EventSource/);
    });
  });
}

for (const browser of browsers()) {
  if (browser.bin === null) missing(browser.name);
  else suite(browser);
}
