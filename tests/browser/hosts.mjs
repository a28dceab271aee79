// Sites of other people, on an origin of their own: pages with any content security policy, and a log of what they
// were asked for.
import http from 'node:http';

/** The nonce of the host's own inline scripts and styles under its policies. */
export const NONCE = 'abc123';

/**
 * `pages` by path: `{body, csp?, head?, title?}`, or a function of the site's own address. Every page first notes what is on the
 * global object and how many workers are started: `started`, `ended`, `fresh()` gives the globals that came later.
 */
export async function hostSite(pages = {}) {
  const log = [];
  let files = () => null;
  const server = http.createServer((request, response) => {
    log.push(`${request.method} ${request.url}`);
    const made = pages[request.url.replace(/[?#].*/, '')];
    const file = made ? null : files(request.url.replace(/[?#].*/, ''));
    if (file) {
      response.writeHead(200, { 'content-type': file.type, 'access-control-allow-origin': '*' });
      response.end(file.bytes);
      return;
    }
    if (!made) {
      response.writeHead(request.url.startsWith('/leak') ? 200 : 404, { 'content-type': 'text/plain', 'access-control-allow-origin': '*' });
      response.end('nothing');
      return;
    }
    const page = typeof made === 'function' ? made(site.url) : made;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...(page.csp && { 'content-security-policy': page.csp }) });
    response.end(document(page));
  });
  server.on('upgrade', (request, socket) => {
    log.push(`UPGRADE ${request.url}`);
    socket.destroy();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site = { url: `http://127.0.0.1:${server.address().port}`, log, pages, files: (find) => { files = find; }, close: () => server.close() };
  return site;
}

const document = ({ body, head = '', title = '临江市政府网' }) => `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">
<script nonce="${NONCE}">
(() => {
  const Real = window.Worker;
  const counts = { started: 0, ended: 0 };
  window.Worker = function (address) {
    const worker = new Real(address);
    counts.started++;
    const end = worker.terminate.bind(worker);
    worker.terminate = () => { counts.ended++; end(); };
    return worker;
  };
  window.hostTest = { counts, before: [], fresh: () => Object.getOwnPropertyNames(window).filter((name) => window.hostTest.before.indexOf(name) < 0) };
  window.hostTest.before = Object.getOwnPropertyNames(window);
})();
</script>
${head}</head>
<body>${body}</body>
</html>`;
