// The service worker: what the reader keeps stays readable without a network, all of it of one release.
//
// Before this text the builder writes RELEASE, the edition of the data, and EDITION, of data and program together; ROUTES, names in
// addresses by language; LEVEL, that of pages whose address names none; FILES,
// which every page needs; PAGES, kept for everyone; and AWAY, the pages that stand in for what was not kept, by language.
'use strict';

const HERE = new URL('./', self.location);
const FAMILY = `cruscotto ${HERE.pathname} `;
const NAME = FAMILY + EDITION;
const LIST = new URL('kept.json', HERE).href;
// In the cache of the edition that is in use: one that only waited has an older list of what is kept.
const ACTIVE = new URL('active', HERE).href;
const STYLE = FILES.find((path) => path.endsWith('.css'));
const FAULTS = { QuotaExceededError: 'full', Newer: 'newer' };
let tasks = Promise.resolve();
// Pages that were given as they are kept, for want of an answer.
const away = new Set();

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  const answer = (value) => event.ports[0]?.postMessage(value);
  // One after the other: the list of what is kept is read and written again.
  const done = tasks.then(() => serve(event.data, event.source?.id)).then(answer, (fault) => answer({ fault: FAULTS[fault.name] ?? 'failed' }));
  tasks = done;
  event.waitUntil(done);
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== HERE.origin || !url.pathname.startsWith(HERE.pathname)) return;
  const isPage = request.mode === 'navigate' || request.headers.get('accept') === 'text/html';
  if (isPage) event.respondWith(page(request, url, event.resultingClientId || event.clientId));
  else event.respondWith(file(request, url));
});

async function install() {
  const cache = await caches.open(NAME);
  const common = FILES.map((path) => new URL(path, HERE).href);
  await cache.addAll(common);
  const own = [{ url: '', title: '', all: common, own: true }];
  for (const path of PAGES) own.push({ ...(await store(cache, new URL(path, HERE).href)), own: true });
  await write(cache, [...own, ...chosen(await listed(cache))]);
  await follow(cache);
}

async function activate() {
  await (await caches.open(NAME)).put(ACTIVE, new Response());
  await Promise.all((await others()).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Caches of other editions of this site. */
async function others() {
  return (await caches.keys()).filter((name) => name.startsWith(FAMILY) && name !== NAME);
}

/**
 * What is kept of the edition before is kept of this one, and what was let go is let go. A page that the new edition does not
 * have is let go too; anything else that fails fails the whole, to be tried again: the one before stays.
 */
async function follow(cache) {
  const all = await Promise.all((await others()).map((name) => caches.open(name)));
  const used = await Promise.all(all.map((other) => other.match(ACTIVE)));
  const before = all.filter((_, at) => used[at]);
  if (before.length === 0) return;
  const lists = await Promise.all(before.map(listed));
  const wanted = new Set(lists.flatMap(chosen).map((kept) => kept.url));
  const here = new Set(chosen(await listed(cache)).map((kept) => kept.url));
  for (const url of here) if (!wanted.has(url)) await forget(cache, url);
  for (const url of wanted) {
    if (here.has(url)) continue;
    await keep(cache, url).catch((fault) => {
      if (fault.name !== 'Gone') throw fault;
    });
  }
}

/**
 * A page: the newest there is, else the one that was kept, else the page that says it is not here. A host that answers with a fault
 * of its own is as good as none where the page is kept; where it is not, its answer says most.
 */
async function page(request, url, client) {
  const answer = await fetch(request).catch(() => null);
  if (answer && answer.status < 500) {
    away.delete(client);
    return answer;
  }
  const kept = await caches.match(plain(url), { cacheName: NAME });
  if (kept) {
    away.add(client);
    return kept;
  }
  // The home of a kind of reader is home.
  const path = url.pathname.slice(HERE.pathname.length);
  const home = Object.values(ROUTES).find(({ before, audience }) => path.startsWith(`${before}${audience}/`));
  if (home) return Response.redirect(new URL(home.before, HERE), 302);
  if (answer) return answer;
  // The page that stands in for others may itself be gone.
  if (Object.values(AWAY).some((path) => plain(url) === new URL(path, HERE).href)) return Response.error();
  const instead = new URL(AWAY[path.startsWith(ROUTES.en.before) ? 'en' : 'it'], HERE);
  instead.searchParams.set('page', url.pathname + url.search);
  return Response.redirect(instead, 302);
}

/** A file: those of a release never change, so the kept one is as good as any. */
async function file(request, url) {
  return (await caches.match(plain(url), { cacheName: NAME })) ?? fetch(request);
}

function plain(url) {
  const bare = new URL(url);
  bare.search = bare.hash = '';
  bare.pathname = bare.pathname.replace(/index\.html$/, '');
  return bare.href;
}

async function serve({ task, url }, client) {
  if (task === 'away') return { away: away.has(client) };
  const cache = await caches.open(NAME);
  // Only the edition in use is asked this; its cache may have been cleared since it was taken.
  if (task === 'keep') await cache.put(ACTIVE, new Response());
  if (task === 'keep') return keep(cache, plain(new URL(url)));
  if (task === 'forget') return forget(cache, url);
  if (task === 'clear') return clear();
  if (task === 'renew') {
    // Between its coming and this moment pages may have been kept or let go.
    await follow(cache);
    return self.skipWaiting();
  }
  return { kept: chosen(await listed(cache)) };
}

/** What the reader chose, of all that is kept. */
function chosen(list) {
  return list.filter((kept) => !kept.own);
}

async function listed(cache) {
  return (await (await cache.match(LIST))?.json()) ?? [];
}

function write(cache, list) {
  return cache.put(LIST, new Response(JSON.stringify(list)));
}

async function keep(cache, url) {
  const kept = await store(cache, url);
  const list = [...(await listed(cache)).filter((other) => other.url !== url || other.own), kept];
  await write(cache, list);
  return { kept: chosen(list) };
}

/** Fetches a page and all it needs. */
async function store(cache, url) {
  const { pages, files, title } = await needs(url);
  const all = [...pages.keys(), ...files];
  try {
    for (const [where, answer] of pages) await cache.put(where, answer);
    for (const where of files) if (!(await cache.match(where))) await cache.add(where);
  } catch (fault) {
    await drop(cache, all, await listed(cache));
    throw fault;
  }
  return { url, title, all };
}

/** Lets go of files that nothing on the list needs. */
async function drop(cache, files, list) {
  const needed = new Set(list.flatMap((kept) => kept.all));
  await Promise.all(files.filter((where) => !needed.has(where)).map((where) => cache.delete(where)));
}

/**
 * The page; for an indicator also its other levels and views, with the numbers and drawings behind them. A page of another
 * edition is refused: editions are not mixed.
 */
async function needs(url) {
  const pages = new Map();
  const files = new Set();
  const folder = folderOf(url);
  const waiting = folder ? [folder, url] : [url];
  let title = '';
  while (waiting.length > 0) {
    const where = waiting.pop();
    if (pages.has(where)) continue;
    const answer = await fetch(where, { cache: 'no-cache' });
    if (!answer.ok) throw fault([404, 410].includes(answer.status) ? 'Gone' : 'Error', `${where}: ${answer.status}`);
    const html = await answer.clone().text();
    // An address that only leads on is kept, but is no page.
    if (!html.includes('data-release="') && where !== url) {
      pages.set(where, answer);
      continue;
    }
    if (!html.includes(`data-release="${RELEASE}"`) || !html.includes(STYLE)) throw fault('Newer', where);
    pages.set(where, answer);
    if (where === url) title = text(html.match(/<title>([^<]*)/)?.[1] ?? url);
    for (const [, path] of html.matchAll(/<(?:img|image|use)[^>]* (?:src|href)="([^"#]+)/g)) files.add(new URL(text(path), where).href);
    // A page with a program of its own, and what it opens with.
    for (const [, path] of html.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]+\.(?:js|wasm))"/g)) files.add(new URL(text(path), where).href);
    for (const path of compared(html)) files.add(new URL(`data/${RELEASE}/${path}`, HERE).href);
    const level = folder && where.slice(folder.length).split('/')[0];
    if (folder) {
      const release = new URL(`data/${RELEASE}/`, HERE).href;
      files.add(`${release}indicator/${folder.split('/').at(-2)}/${level || LEVEL}.json`);
      files.add(`${release}geo/${level || LEVEL}.json`);
      const links = [...html.matchAll(/ href="([^"]+)"/g)].map(([, path]) => plain(new URL(text(path), where)));
      waiting.push(...links.filter((link) => link.startsWith(folder) && link.endsWith('/')));
    }
  }
  return { pages, files, title };
}

/** Folder of all pages of an indicator, of one of them. */
function folderOf(url) {
  for (const { before, indicator } of Object.values(ROUTES)) {
    const first = new URL(`${before}${indicator}/`, HERE).href;
    const id = url.startsWith(first) && url.slice(first.length).split('/')[0];
    if (id) return `${first}${id}/`;
  }
}

/** Files that the comparing page opens with. */
function compared(html) {
  const { x, y, residents, level } = JSON.parse(html.match(/id="dati">(.*)<\/script>/)?.[1] ?? '{}');
  return x ? [...[x, y, residents].map((id) => `indicator/${id}/${level}.json`), `geo/${level}.json`] : [];
}

function fault(name, message) {
  return Object.assign(new Error(message), { name });
}

/** Text of an attribute or a title. */
function text(escaped) {
  const signs = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return escaped.replace(/&(amp|lt|gt|quot|#39);/g, (_, sign) => signs[sign]);
}

async function forget(cache, url) {
  const list = await listed(cache);
  const rest = list.filter((kept) => kept.url !== url || kept.own);
  await drop(cache, list.flatMap((kept) => kept.all), rest);
  await write(cache, rest);
  return { kept: chosen(rest) };
}

async function clear() {
  await Promise.all([...(await others()), NAME].map((name) => caches.delete(name)));
  await self.registration.unregister();
  return { kept: [] };
}
