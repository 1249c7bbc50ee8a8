// What a page offers on the reader's own device: share it, keep it for when there is no network, take the new edition, take
// its figure along as a picture or as a part of another page.
//
// Before this text the builder writes WORDS, by language, TAKEN, the script that takes figures along, and SHELF, that of the page of
// what is kept. Nothing here is needed to read a page.

const root = new URL(document.documentElement.dataset.root || './', location.href);
const words = WORDS[document.documentElement.lang] ?? WORDS.it;
const place = document.getElementById('azioni');
const shelf = document.getElementById('salvati');

const worker = 'serviceWorker' in navigator && register();
// Who asks it later is told of its faults.
if (worker) worker.then(() => ask('away')).then(({ away }) => away && offline(), () => {});
if (place) actions();
if (shelf) import(new URL(SHELF, root)).then(({ contents }) => contents(shelf, { worker, ask, element, root }));
if (document.querySelector('.sift')) sift();
if (window.parent !== window) framed();
addEventListener('click', carry, true);
addEventListener('hashchange', opened);
opened();
new MutationObserver(alive).observe(document.documentElement, { attributeFilter: ['data-app'] });

async function register() {
  if (document.readyState !== 'complete') await new Promise((done) => addEventListener('load', done, { once: true }));
  const registration = await navigator.serviceWorker.register(new URL('sw.js', root), { updateViaCache: 'none' });
  watch(registration);
  const first = registration.active ? null : (registration.installing ?? registration.waiting);
  if (first) {
    await new Promise((done, refused) => {
      first.addEventListener('statechange', () => {
        if (first.state === 'activated') done();
        if (first.state === 'redundant') refused(new Error('the worker could not be set up'));
      });
    });
  }
  return registration;
}

/** Opens what the address points at; which that is, style knows only later. */
function opened() {
  document.getElementById(location.hash.slice(1))?.querySelector(':scope > details')?.setAttribute('open', '');
}

/** Asks the worker; it answers with an object, of which `fault` says what went wrong. */
async function ask(task, url) {
  const registration = await worker;
  return new Promise((answer) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => answer(event.data);
    registration.active.postMessage({ task, url }, [port2]);
  });
}

function element(name, text, action) {
  const made = document.createElement(name);
  made.textContent = text;
  if (action) {
    made.className = 'link-btn';
    made.type = 'button';
    made.addEventListener('click', action);
  }
  return made;
}

/** A new edition waits: nothing changes under the reader's eyes before they say so. */
function watch(registration) {
  const offer = () => {
    if (!registration.waiting || document.querySelector('.edition')) return;
    const note = element('p', `${words.edition} `);
    note.className = 'edition';
    note.setAttribute('role', 'status');
    note.append(element('button', words.renew, () => {
      wanted = true;
      registration.waiting?.postMessage({ task: 'renew' });
    }));
    document.body.prepend(note);
  };
  let wanted = false;
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', () => navigator.serviceWorker.controller && offer());
  });
  let led = navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener('controllerchange', () => (led || wanted ? location.reload() : (led = true)));
  offer();
}

function actions() {
  const said = element('span', '');
  said.setAttribute('role', 'status');
  const say = (text) => (said.textContent = text);
  place.append(element('button', words.share, () => share(say)));
  if (worker) place.append(element('button', words.keep, () => keep(say)));
  if (document.getElementById('figura')) {
    for (const kind of ['svg', 'png']) place.append(element('button', words.picture.replace('{kind}', kind.toUpperCase()), () => take('save', say, kind)));
    place.append(element('button', words.embed, () => take('embed', say, place)));
  }
  place.append(said);
}

/** The page is the kept one: which day its data are of is said before anything else. */
function offline() {
  const day = new Date(document.documentElement.dataset.release.slice(0, 10));
  const note = element('p', words.offline.replace('{day}', day.toLocaleDateString(document.documentElement.lang, { dateStyle: 'long' })));
  note.className = 'edition';
  note.setAttribute('role', 'status');
  document.body.prepend(note);
}

/** What few ask for comes when it is asked for. */
async function take(task, say, of) {
  say(words.drawing);
  try {
    const script = await import(new URL(TAKEN, root));
    say(await script[task](of, words));
  } catch {
    say(words.unpictured);
  }
}

/** Inside another page: what leads elsewhere opens beside it, and the page around is told how high this one is. */
function framed() {
  const base = document.createElement('base');
  base.target = '_blank';
  document.head.append(base);
  const whole = document.querySelector('#figura a');
  whole?.addEventListener('click', () => (whole.href = location.href.split('#')[0]));
  const tell = () => parent.postMessage({ cruscotto: location.href, height: Math.ceil(document.body.getBoundingClientRect().height) }, '*');
  new ResizeObserver(tell).observe(document.body);
}

/** Of the list of indicators, those that reach a level and have all the words that are sought, accents or not. */
function sift() {
  const [field, level] = ['setaccio', 'fino'].map((id) => document.getElementById(id));
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const rows = [...document.querySelectorAll('.results > li')].map((row) => ({ row, text: plain(row.textContent + (row.dataset.words ?? '')) }));
  const show = () => {
    const wanted = plain(field.value).split(/\s+/);
    for (const { row, text } of rows) {
      row.hidden = !wanted.every((word) => text.includes(word)) || Boolean(level.value && row.dataset.level !== level.value);
    }
    for (const part of document.querySelectorAll('.catalogue section')) part.hidden = !part.querySelector('li:not([hidden])');
    document.querySelector('.sift [role=status]').textContent = words.sifted.replace('{n}', rows.filter(({ row }) => !row.hidden).length);
  };
  for (const control of [field, level]) control.addEventListener('input', show);
}

/**
 * A territory that was chosen is chosen on the next page too, by its address: nothing is remembered on the device. Pages that
 * do not show it pass it on. The comparing pages ask for its level.
 */
function carry(event) {
  // Links of drawings have no address that can be changed.
  const link = event.target.closest?.('a[href]:not(svg a)');
  const of = /^(?:en\/)?territor(?:io|y)\/([\w-]+)\/([\w-]+)\//;
  const way = (url) => url.pathname.slice(root.pathname.length);
  const chosen = new URLSearchParams(location.search);
  const [, own, itself] = way(location).match(of) ?? [];
  const code = itself ?? chosen.get('territorio') ?? chosen.get('territory');
  // The app sees to the links of its part. What was sent along before may be another territory by now.
  if (link?.dataset.sent) link.search = '';
  const plain = link && link.href.startsWith(root.href) && !link.search && !link.hash && !link.hasAttribute('download') && !link.closest('#esplora');
  if (!plain || !/^[\w-]{1,16}$/.test(code ?? '') || of.test(way(link)) || /^data\/|\.\w+$/.test(way(link))) return;
  link.dataset.sent = 'yes';
  const [, english, page] = way(link).match(/^(en\/)?([\w-]*)/);
  // Where a page of an indicator names no level, it is that of municipalities: their codes have six digits.
  const level = own ?? document.querySelector('svg.map')?.dataset.level ?? 'comune';
  const known = own || /^\d{6}$/.test(code) === (level === 'comune');
  const territory = `${english ? 'territory' : 'territorio'}=${code}`;
  if (/^(confronta-territori|compare-places)$/.test(page)) {
    if (known) link.search = `?${english ? 'places' : 'luoghi'}=${level}/${code}`;
  } else if (/^(confronta|compare)$/.test(page)) {
    // A region stands alone at its level.
    if (known && level !== 'region') link.search = `?${english ? 'level' : 'livello'}=${level}&${territory}`;
  } else {
    link.search = `?${territory}`;
  }
}

/** The app has come to life. */
function alive() {
  if (document.documentElement.dataset.page === '404') astray();
  else moved();
}

/** The search field of the page that is not there looks for the words of the address. */
function astray() {
  const field = document.getElementById('trova');
  const last = location.pathname.slice(root.pathname.length).split('/').filter(Boolean).pop() ?? '';
  try {
    // A code says nothing to the search.
    if (!/\p{L}{2}/u.test(decodeURIComponent(last))) return;
    field.value = decodeURIComponent(last).replace(/\.\w+$/, '').replace(/[-_+]+/g, ' ').slice(0, 60);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    // What was found waits below the field until it is entered.
    field.dispatchEvent(new Event('blur'));
  } catch {
    // An address that is no text has no words.
  }
}

/** The app has said that it does not know a code in the address: that of a municipality which was merged leads to where it is now. */
async function moved() {
  const code = document.querySelector('#esplora [role=status].small')?.textContent.match(/territor(?:io|y)=(\d{6})/)?.[1];
  if (!code) return;
  try {
    const answer = await fetch(new URL(`data/${document.documentElement.dataset.release}/moved.json`, root));
    const now = (await answer.json()).find((one) => one.code === code)?.successors;
    if (now?.length === 1) location.replace(location.href.replace(code, now[0].code));
  } catch {
    // Without an answer the page stays as it is, and says what it does not know.
  }
}

async function share(say) {
  const { href } = location;
  try {
    if (navigator.share) return await navigator.share({ title: document.title, url: href });
    await navigator.clipboard.writeText(href);
    say(words.copied);
  } catch (fault) {
    if (fault.name === 'AbortError') return;
    say(`${words.copy} ${href}`);
  }
}

async function keep(say) {
  say(words.keeping);
  try {
    const { fault } = await ask('keep', location.href);
    say(words[fault] ?? words.kept);
  } catch {
    say(words.refused);
  }
}
