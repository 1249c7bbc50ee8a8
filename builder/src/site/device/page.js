// What a page offers on the reader's own device: share it, keep it for when there is no network, take the new edition, take
// its figure along as a picture or as a part of another page; and when the program comes that shows other pages in its place.
//
// Before this text the builder writes WORDS and ROUTES, by language, LEVEL, that of pages whose address names none, KINDS, the kinds
// of readers, and the names of scripts that few pages need:
// AGES lets readers choose ages, EXPORT_FIGURE takes figures along, OFFLINE_LIST is of what is kept on the device, FIND finds pages, POSITION finds where the reader is; PROGRAM
// loads the app. Nothing here is needed to read a page.

const root = new URL(document.documentElement.dataset.root || './', location.href);
const worker = 'serviceWorker' in navigator && register();
const framedIn = window.parent !== window;
let words;
let program;

page();
addEventListener('pagina', page);
if (framedIn) framed();
else comeNear();
for (const kind of ['click', 'auxclick']) addEventListener(kind, carry, true);
addEventListener('hashchange', opened);
// The menu of a page closes like any other.
addEventListener('keydown', ({ key }) => key === 'Escape' && closeActions(true));
addEventListener('click', ({ target }) => target.closest?.('.actions') ?? closeActions(false));
new MutationObserver(alive).observe(document.documentElement, { attributeFilter: ['data-app'] });

/** What every page gets when it is shown: as a document, or by the app in the place of another. */
function page() {
  words = WORDS[document.documentElement.lang] ?? WORDS.it;
  const [place, shelf, position, ages] = ['azioni', 'salvati', 'posizione', 'eta'].map((id) => document.getElementById(id));
  document.getElementById('tenuta')?.remove();
  // A page that was drawn from files did not come from the worker as a page. Who asks it later is told of its faults.
  const drawn = document.getElementById('esplora') && !document.getElementById('portale');
  const isAway = () => (drawn ? !navigator.onLine : ask('away').then(({ away }) => away));
  if (worker && !shelf) worker.then(isAway).then((away) => away && import(new URL(OFFLINE_LIST, root)).then(({ offline }) => offline(element)), () => {});
  if (place) actions(place);
  if (position) import(new URL(POSITION, root)).then(({ offer }) => offer(position, root));
  if (ages) import(new URL(AGES, root)).then(({ choose }) => choose(ages, { element, root }));
  if (shelf) import(new URL(OFFLINE_LIST, root)).then(({ contents }) => contents(shelf, { worker, ask, element, root }));
  const listed = parted(location).name === parted(location).routes.territories && asked('text');
  if (document.querySelector('.sift') || listed) import(new URL(FIND, root)).then(({ lists }) => lists(element));
  // The header stays where only the content was drawn anew.
  const finds = document.querySelector('header .find:not([data-opens])');
  finds?.setAttribute('data-opens', '');
  finds?.addEventListener('click', (event) => {
    // With a key held down it opens the page of the search elsewhere.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    import(new URL(FIND, root)).then(({ search }) => search(finds, { element, root, load }), () => (location.href = finds.href));
  });
  // Citations have the whole address, which no file of the site knows.
  for (const shown of document.querySelectorAll('[data-address]')) shown.textContent = new URL(shown.dataset.address, root).href;
  document.getElementById('trova')?.addEventListener('focus', () => load().catch(() => {}), { once: true });
  if (document.documentElement.dataset.page === '404') load().catch(() => {});
  opened();
}

/** The program. What fails to come is asked for again the next time. */
function load() {
  program ??= import(new URL(PROGRAM, root)).catch((fault) => {
    program = undefined;
    throw fault;
  });
  return program;
}

/** The program comes when the reader comes near a link, or when there is time for it. Who saves data has pages as documents. */
function comeNear() {
  if (navigator.connection?.saveData) return;
  const near = ({ target }) => {
    if (target.closest?.('a[href]')?.href?.startsWith?.(root.href)) load().catch(() => {});
  };
  for (const kind of ['pointerover', 'pointerdown', 'focusin']) addEventListener(kind, near, { passive: true });
  const idle = window.requestIdleCallback ?? ((task) => setTimeout(task, 2000));
  const later = () => idle(() => load().catch(() => {}), { timeout: 10_000 });
  if (document.readyState === 'complete') later();
  else addEventListener('load', later, { once: true });
}

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

function closeActions(back) {
  const open = document.querySelector('.actions[open]');
  if (!open) return;
  open.open = false;
  if (back) open.querySelector('summary').focus();
}

function actions(place) {
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

/** What few ask for comes when it is asked for. */
async function take(task, say, of) {
  say(words.drawing);
  try {
    const script = await import(new URL(EXPORT_FIGURE, root));
    say(await script[task](of, words));
  } catch {
    say(words.unpictured);
  }
}

/**
 * Inside another page: what leads elsewhere opens beside it, and the page around is told how high this one is, for the first time
 * when it stands as it will: only the figure, in its own letters, as the address has it.
 */
async function framed() {
  const base = document.createElement('base');
  base.target = '_blank';
  document.head.append(base);
  const whole = document.querySelector('#figura a');
  whole?.addEventListener('click', () => (whole.href = location.href.split('#')[0]));
  const tell = () => parent.postMessage({ cruscotto: location.href, height: Math.ceil(document.body.getBoundingClientRect().height) }, '*');
  const settled = () => (!location.hash || document.querySelector(':target')) && (!document.querySelector('#portale') || document.documentElement.dataset.app);
  const patience = Date.now() + 5000;
  await document.fonts.ready;
  while (!settled() && Date.now() < patience) await new Promise((done) => setTimeout(done, 50));
  new ResizeObserver(tell).observe(document.body);
}

/** What was chosen goes along to the next page, in its address: nothing is remembered on the device. */
function carry(event) {
  // Links of drawings have no address that can be changed.
  const link = event.target.closest?.('a[href]:not(svg a)');
  if (!link?.href.startsWith(root.href) || link.hasAttribute('download') || /^data\/|\.\w+$/.test(way(link))) return;
  // Within the page nothing is left behind.
  if (link.hash && link.pathname === location.pathname) {
    link.search = location.search;
    return;
  }
  // What was sent along before may be another choice by now.
  if (link.dataset.sent) link.search = '';
  // The app sees to the links of its part.
  if (!withoutKind(link.search) && !link.hash && !link.closest('#esplora')) carryTerritory(link);
  carryKind(link);
}

/** Where an address leads, from the root on. */
function way(url) {
  return url.pathname.slice(root.pathname.length);
}

/** The names of addresses in the language of one, its first part, and what follows that. */
function parted(url) {
  const path = way(url);
  const routes = path.startsWith(ROUTES.en.before) ? ROUTES.en : ROUTES.it;
  const [name, ...rest] = path.slice(routes.before.length).split('/');
  return { routes, name, rest };
}

/** Value of a part of the present query, by its name in either language. */
function asked(key) {
  const query = new URLSearchParams(location.search);
  return query.get(ROUTES.it.keys[key]) ?? query.get(ROUTES.en.keys[key]);
}

/** A territory that was chosen. Pages that do not show it pass it on; the comparing pages ask for its level. */
function carryTerritory(link) {
  const [here, there] = [location, link].map(parted);
  const [own, itself] = here.name === here.routes.territory ? here.rest : [];
  const code = itself ?? asked('territory');
  const { keys, territory, places, compare } = there.routes;
  if (!/^[\w-]{1,16}$/.test(code ?? '') || there.name === territory) return;
  link.dataset.sent = 'yes';
  const level = own ?? document.querySelector('svg.map')?.dataset.level ?? LEVEL;
  // Where a page of an indicator names no level, it is that of municipalities: their codes have six digits.
  const known = own || /^\d{6}$/.test(code) === (level === LEVEL);
  const chosen = `${keys.territory}=${code}`;
  if (there.name === places) {
    if (known) link.search = `?${keys.places}=${level}/${code}`;
  } else if (there.name === compare) {
    // A region stands alone at its level.
    if (known && level !== 'region') link.search = `?${keys.level}=${level}&${chosen}`;
  } else {
    link.search = `?${chosen}`;
  }
}

/** The kind of reader that was chosen at the entry: home is that kind's, until all is chosen there. */
function carryKind(link) {
  const [here, there] = [location, link].map(parted);
  const isHome = ({ routes, name }) => name === routes.audience;
  const kind = isHome(here) ? here.rest[0] : asked('audience');
  if (!KINDS.includes(kind) || isHome(there) || link.closest('.audience')) return;
  const { before, audience, keys } = there.routes;
  if (there.name === '') link.pathname = `${root.pathname}${before}${audience}/${kind}/`;
  else link.search = [withoutKind(link.search), `${keys.audience}=${kind}`].filter(Boolean).join('&');
}

/** The parts of a query that are not the kind of reader. */
function withoutKind(query) {
  const kinds = [ROUTES.it, ROUTES.en].map(({ keys }) => `${keys.audience}=`);
  return query.slice(1).split('&').filter((part) => part && !kinds.some((kind) => part.startsWith(kind))).join('&');
}

/** The app has come to life: of a code that the data do not have it may be known what became of it. */
function alive() {
  const unknown = document.querySelector('#esplora [role=status].small')?.textContent;
  if (unknown) import(new URL(FIND, root)).then(({ correctAddress }) => correctAddress(unknown, root));
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
