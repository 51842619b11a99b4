// For when the network is gone: the shell of the app, help and stations, and of lists what their cards show, for an hour.
//
// What it never keeps: the page of a wish, anything about the visitor, any command. A list from here carries `x-as-of`, so
// that the app shows from when it is and switches claiming off. A wish that was taken back is gone from here with the first
// word of the network about it, and after an hour in any case.
'use strict';

const SHELL = 'shell-1';
const LISTS = 'lists-1';
const HOUR = 60 * 60 * 1000;
/** Pages that the app draws; all others are the server's own and are not kept. */
const ROOMS = [
  ['/', /^\/(?:$|index\.html$|wishes$|w\/[^/]+(?:\/claim)?$|help$|stations$)/],
  ['/projects', /^\/(?:projects$|p\/|r\/[^/]+$|ledger$|ledger\/(?:verify|\d+)$|stats(?:\/|$)|me(?:\/gifts)?$|donation\/[^/]+$|privacy$|report$)/],
];
/** Pages whose very head tells of one wish, project or receipt: given, never kept. */
const OF_ONE = /^\/[wpr]\//;
const KEPT_LISTS = /^\/api\/v1\/(?:home|wishes)$/;
const STATIONS = '/api/v1/stations';
/** What the app loads besides, under names that stay. */
const HELPERS = ['/icon.svg', '/offline.js', '/elder.js', '/elder.css'];
const ONE_WISH = /^\/api\/v1\/wishes\/[^/]+$/;

self.addEventListener('install', (event) => {
  // Whoever has the page open goes on with what they have; the page asks before anything is changed.
  // A page is given only to whom asks for one: to scripts, an address that is none is not found.
  const home = new Request('/', { headers: { accept: 'text/html' } });
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([home, STATIONS, ...HELPERS])));
});

self.addEventListener('activate', (event) => {
  const known = [SHELL, LISTS];
  const sweep = caches.keys().then((names) => Promise.all(names.filter((name) => !known.includes(name)).map((name) => caches.delete(name))));
  event.waitUntil(sweep.then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if (event.data === 'update') self.skipWaiting();
  if (Array.isArray(event.data)) event.waitUntil(keepAssets(event.data));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    const room = ROOMS.find(([, paths]) => paths.test(pathname));
    if (room) event.respondWith(page(request, room[0]));
  } else if (pathname.startsWith('/assets/')) {
    event.respondWith(asset(request));
  } else if (pathname === STATIONS || HELPERS.includes(pathname)) {
    event.respondWith(freshOr(new Request(request.url, { headers: request.headers }), SHELL, () => true));
  } else if (KEPT_LISTS.test(pathname)) {
    event.respondWith(freshOr(request, LISTS, (age) => age < HOUR));
  } else if (ONE_WISH.test(pathname)) {
    event.respondWith(wish(request));
  }
});

/** A page of the app: from the network, and its room's shell where there is none. */
async function page(request, room) {
  const cache = await caches.open(SHELL);
  try {
    const answer = await fetch(request);
    const isShell = answer.ok && isHtml(answer) && !OF_ONE.test(new URL(request.url).pathname);
    if (isShell) await cache.put(room, stamped(answer.clone()));
    return answer;
  } catch (error) {
    const shell = await cache.match(room);
    if (shell) return shell;
    throw error;
  }
}

/**
 * Files named by their content are the same for ever. Asked for by their address alone: WebKit holds a request for a worker's
 * script against the policy of this one, which allows none, and the ledger could not be checked.
 */
async function asset(request) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  return kept ?? fetch(request.url);
}

/** From the network; where there is none, what is kept, if it is young enough. */
async function freshOr(request, name, isYoung) {
  const cache = await caches.open(name);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request.url, stamped(answer.clone()));
    return answer;
  } catch (error) {
    await forgetOld();
    const kept = await cache.match(request.url);
    if (kept && isYoung(age(kept))) return kept;
    throw error;
  }
}

/** A single wish is never kept; when it is gone, so are all lists that may name it. */
async function wish(request) {
  const answer = await fetch(request);
  if (answer.status === 404) await caches.delete(LISTS);
  return answer;
}

/** The files that an open page runs on; those of earlier builds go. */
async function keepAssets(paths) {
  const cache = await caches.open(SHELL);
  const wanted = paths.filter((path) => typeof path === 'string' && /^\/assets\/[\w.-]+$/.test(path));
  const shells = await Promise.all(ROOMS.map(([room]) => cache.match(room).then((shell) => (shell ? shell.text() : ''))));
  for (const kept of await cache.keys()) {
    const { pathname } = new URL(kept.url);
    const isUsed = wanted.includes(pathname) || shells.some((html) => html.includes(pathname));
    if (pathname.startsWith('/assets/') && !isUsed) await cache.delete(kept);
  }
  for (const path of wanted) {
    if (!(await cache.match(path))) await cache.add(path);
  }
  await forgetOld();
}

/** Lists that are older than an hour go, whether anybody asks for them or not. */
async function forgetOld() {
  const cache = await caches.open(LISTS);
  for (const request of await cache.keys()) {
    const kept = await cache.match(request);
    if (!kept || age(kept) >= HOUR) await cache.delete(request);
  }
}

/** The same answer with the moment at which it came. */
function stamped(answer) {
  const headers = new Headers(answer.headers);
  headers.set('x-as-of', new Date().toISOString());
  return new Response(answer.body, { status: answer.status, headers });
}

function age(answer) {
  const at = Date.parse(answer.headers.get('x-as-of') ?? '');
  const passed = Date.now() - at;
  // A clock that was set back makes nothing young.
  return Number.isNaN(passed) || passed < 0 ? Infinity : passed;
}

function isHtml(answer) {
  return (answer.headers.get('content-type') ?? '').startsWith('text/html');
}
