// What helps to find: the search field of every page, the sieve of a list of indicators, the pages nearest to an address that leads
// nowhere, the municipality that another was merged into.
//
// Before this text the builder writes WORDS and ROUTES, by language.

const here = () => ROUTES[document.documentElement.lang] ?? ROUTES.it;
const words = () => WORDS[document.documentElement.lang] ?? WORDS.it;

/**
 * A search field below the header, on whatever page this is. It can be typed into at once, and leads to the list of territories; it
 * suggests as soon as the program is there. Esc closes it, and so does a second press of the link.
 */
export async function search(link, { element, root, load }) {
  const there = document.querySelector('#cerca input');
  if (there) return link.ariaExpanded === 'true' ? close(link) : there.focus();
  const [place, middle, form, wrap, field] = ['div', 'div', 'form', 'div', 'input'].map((name) => document.createElement(name));
  Object.assign(form, { id: 'cerca', className: 'search', role: 'search', action: new URL(`${here().before}${here().territories}/`, root).href });
  Object.assign(field, { id: 'trova', className: 'field', type: 'text', name: 'q', autocomplete: 'off', placeholder: words().example });
  field.setAttribute('aria-label', words().find);
  const send = element('button', words().search);
  Object.assign(send, { className: 'btn', type: 'submit' });
  wrap.className = 'field-wrap';
  wrap.append(field);
  form.append(wrap, send);
  middle.className = 'wrap';
  middle.append(form);
  place.className = 'search-here';
  place.append(middle);
  link.closest('.centre').after(place);
  link.ariaExpanded = 'true';
  // Before the field's own answer to the key, which closes what it suggests.
  place.addEventListener('keydown', (event) => event.key === 'Escape' && !place.querySelector('[aria-expanded=true]') && close(link), true);
  field.focus();
  try {
    await load();
    dispatchEvent(new Event('cerca'));
  } catch {
    // Without suggestions it still leads to the list.
  }
}

function close(link) {
  document.querySelector('.search-here')?.remove();
  link.ariaExpanded = 'false';
  link.focus();
}

/** Lists: of indicators, and of territories where a search without an answer leads. */
export function lists(element) {
  const asked = new URLSearchParams(location.search).get('q');
  if (document.querySelector('.sift')) sift();
  else if (asked?.trim()) {
    const note = element('p', words().unfound.replace('{text}', () => asked.trim().slice(0, 60)));
    note.setAttribute('role', 'status');
    document.querySelector('h1')?.after(note);
  }
}

/** Of a list of indicators, those that have all the words that are sought, accents or not, and reach a level where that is asked. */
function sift() {
  const [field, level] = ['setaccio', 'fino'].map((id) => document.getElementById(id));
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const rows = [...document.querySelectorAll('.sifted > li')].map((row) => ({ row, text: plain(row.textContent + (row.dataset.words ?? '')) }));
  const show = () => {
    const wanted = plain(field.value).split(/\s+/);
    for (const { row, text } of rows) {
      row.hidden = !wanted.every((word) => text.includes(word)) || Boolean(level?.value && row.dataset.level !== level.value);
    }
    for (const part of document.querySelectorAll('.catalogue section')) part.hidden = !part.querySelector('li:not([hidden])');
    const left = rows.filter(({ row }) => !row.hidden).length;
    document.querySelector('.sift [role=status]').textContent = left ? words().sifted.replace('{n}', left) : words().none;
  };
  for (const control of [field, level]) control?.addEventListener('input', show);
  // Typed before this was there, or kept by the browser.
  if (field.value || level?.value) show();
}

/** Where the app has come to life, what was meant by an address: `unknown` is what it said of it. */
export function meant(unknown, element, root) {
  const code = unknown?.match(new RegExp(`${here().keys.territory}=(\\d{6})`))?.[1];
  if (code) moved(code, root);
  else if (document.documentElement.dataset.page === '404') astray(element, root);
}

/**
 * The search field of the page that is not there looks for the words of the address, all of them or else the longest that finds
 * something; the three best stand below it. An address that holds the id of an indicator, whole or begun, leads to its page.
 */
async function astray(element, root) {
  const field = document.getElementById('trova');
  const path = location.pathname.slice(root.pathname.length);
  // The page for addresses that lead nowhere is one for both languages.
  const routes = path.startsWith(ROUTES.en.before) ? ROUTES.en : ROUTES.it;
  const parts = path.slice(routes.before.length).split('/').filter(Boolean);
  const [kind, id] = parts;
  if (kind === routes.indicator && id) {
    const known = await index(root);
    const near = known.filter(({ l, c }) => !l && (c.startsWith(id) || id.startsWith(c))).slice(0, 3);
    if (near.length) return name(near.map(({ n, e, c }) => [routes === ROUTES.en ? e : n, new URL(`${routes.before}${routes.indicator}/${c}/`, root).href]), element);
  }
  let text;
  try {
    text = decodeURIComponent(parts.pop() ?? '').replace(/\.\w+$/, '').replace(/[-_+]+/g, ' ').slice(0, 60);
  } catch {
    // An address that is no text has no words().
    return;
  }
  // A code says nothing to the search.
  if (!/\p{L}{2}/u.test(text)) return;
  const long = text.split(' ').filter((word) => word.length > 3).sort((one, other) => other.length - one.length);
  let found = [];
  for (const tried of new Set([text, ...long.slice(0, 3)])) {
    found = await suggested(field, tried);
    // The reader has begun to type.
    if (field.value !== tried) return;
    if (found.length) break;
  }
  if (!found.length) {
    field.value = text;
    return;
  }
  name(found.slice(0, 3).map(({ dataset, children }) => [[...children].map((part) => part.textContent).join(', '), dataset.key]), element);
}

/** Names the nearest pages. */
function name(pages, element) {
  const near = document.querySelector('.near');
  near.append(element('span', words().near));
  for (const [text, href] of pages) {
    const link = element('a', text);
    link.href = href;
    near.append(' ', link);
  }
}

/** What can be searched for; nothing when it cannot be had. */
async function index(root) {
  try {
    return await (await fetch(new URL(`data/${document.documentElement.dataset.release}/search.json`, root))).json();
  } catch {
    return [];
  }
}

/** What the search suggests for a text, once its index is there. */
async function suggested(field, text) {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  // What was found waits below the field until it is entered.
  field.dispatchEvent(new Event('blur'));
  const list = document.getElementById(field.getAttribute('aria-controls'));
  for (let tries = 0; tries < 100; tries += 1) {
    await new Promise((done) => setTimeout(done, 100));
    if (list.textContent !== '…') break;
  }
  return [...list.querySelectorAll('[data-key]')];
}

/** The code of a municipality that was merged leads to where it is now. */
async function moved(code, root) {
  try {
    const answer = await fetch(new URL(`data/${document.documentElement.dataset.release}/moved.json`, root));
    const now = (await answer.json()).find((one) => one.code === code)?.successors;
    if (now?.length === 1) location.replace(location.href.replace(code, now[0].code));
  } catch {
    // Without an answer the page stays as it is, and says what it does not know.
  }
}
