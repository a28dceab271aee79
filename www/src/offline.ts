// The hosted page's service worker: what was fetched once is there without a network. Only files with a build id are
// kept, so a cached file is never stale; the page itself comes from the network whenever there is one. Nothing is
// fetched ahead.

/** Set by the build. */
declare const BUILD: string;

interface Lasting extends Event { waitUntil(done: Promise<unknown>): void }
interface Fetching extends Event { request: Request; respondWith(answer: Promise<Response>): void }
interface Scope {
  caches: CacheStorage;
  registration: { scope: string };
  clients: { claim(): Promise<void> };
  addEventListener(name: 'activate', act: (event: Lasting) => void): void;
  addEventListener(name: 'fetch', act: (event: Fetching) => void): void;
}
const scope = self as unknown as Scope;

/** Caches are of the whole origin, where other builds may live in other folders: each has its own. */
const FAMILY = `gouji ${scope.registration.scope} `;
const OWN = FAMILY + BUILD;

scope.addEventListener('activate', (event) => {
  const old = (name: string) => name.indexOf(FAMILY) === 0 && name !== OWN;
  event.waitUntil(scope.caches.keys()
    .then((names) => Promise.all(names.filter(old).map((name) => scope.caches.delete(name))))
    .then(() => scope.clients.claim()));
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.href.indexOf(scope.registration.scope) !== 0) return;
  const file = url.pathname.slice(new URL(scope.registration.scope).pathname.length);
  if (url.searchParams.get('v') === BUILD) event.respondWith(cachedFirst(request));
  else if (file === '' || file === 'index.html') event.respondWith(networkFirst(request));
});

function cachedFirst(request: Request): Promise<Response> {
  return scope.caches.match(request.url, { cacheName: OWN }).then((known) => known || kept(request));
}

function networkFirst(request: Request): Promise<Response> {
  return kept(request).catch((error) => scope.caches.match(request.url, { cacheName: OWN, ignoreSearch: true }).then((known) => {
    if (known) return known;
    throw error;
  }));
}

function kept(request: Request): Promise<Response> {
  return fetch(request).then((response) => {
    if (!response.ok) return response;
    const copy = response.clone();
    // A full disk must not keep the file from the page.
    const put = scope.caches.open(OWN).then((cache) => cache.put(request.url, copy));
    return put.then(() => response, () => response);
  });
}
