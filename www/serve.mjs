// A static server for this machine only: node www/serve.mjs DIR [PORT]. The tests use serve() too.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

const QUICK = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 5 } };
/** By preference. */
const ENCODINGS = { br: (bytes) => zlib.brotliCompressSync(bytes, QUICK), gzip: (bytes) => zlib.gzipSync(bytes) };

/** As web servers do: smaller where the browser takes it. */
function encoded(bytes, accepted = '') {
  const name = Object.keys(ENCODINGS).find((one) => new RegExp(`\\b${one}\\b`).test(accepted));
  return name ? { 'content-encoding': name, body: ENCODINGS[name](bytes) } : { body: bytes };
}

function answer(root, request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const file = path.join(root, decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
  const type = TYPES[path.extname(file)];
  if (!file.startsWith(root + path.sep) || !type || !fs.existsSync(file)) {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('404');
    return;
  }
  const { body, ...headers } = encoded(fs.readFileSync(file), request.headers['accept-encoding']);
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff', vary: 'accept-encoding', ...headers });
  response.end(body);
}

/** Serves `dir` on 127.0.0.1; `log` collects the addresses asked for. Port 0: any free one. */
export function serve(dir, port = 0) {
  const root = path.resolve(dir);
  const log = [];
  const server = http.createServer((request, response) => {
    log.push(request.url);
    try {
      answer(root, request, response);
    } catch {
      response.writeHead(400);
      response.end();
    }
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({ url: `http://127.0.0.1:${server.address().port}/`, log, close: () => { server.close(); server.closeAllConnections(); } }));
  });
}

async function main(dir, wanted) {
  const { url } = await serve(dir, wanted).catch((error) => {
    if (error.code !== 'EADDRINUSE') throw error;
    console.log(`» 端口 ${wanted} 已被占用，另选一个。`);
    return serve(dir, 0);
  });
  console.log(`» 请在浏览器中打开 ${url} （按 Ctrl+C 停止）`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(fs.realpathSync(process.argv[1])).href) {
  await main(process.argv[2] ?? 'dist', Number(process.argv[3] ?? 8080));
}
