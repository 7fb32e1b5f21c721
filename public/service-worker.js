/**
 * Keeps the whole app in the browser, so that it opens without a network after the first visit. The build fills in the
 * list of files and a version made from their contents; a new version is fetched in the background, whole or not at
 * all, and takes over when no page of the old one is open any more, so that old and new files never mix.
 */
const FILES = [];
const VERSION = 'unbuilt';

const PREFIX = 'espalier-';
const CACHE = PREFIX + VERSION;

self.addEventListener('install', (event) => {
  // Past the HTTP cache, or an old file could hide under a new version.
  const requests = FILES.map((file) => new Request(file, { cache: 'reload' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

self.addEventListener('activate', (event) => {
  const isOld = (name) => name.startsWith(PREFIX) && name !== CACHE;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith(
    caches
      .open(CACHE)
      .then((cache) => cache.match(request, { ignoreSearch: true, ignoreVary: true }))
      .then((kept) => kept ?? fetch(request)),
  );
});
