// What helps to find: the search field of every page, the sieve of a list of indicators, the municipality that another was merged
// into.
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
  if (document.querySelector('.sift')) filterList();
  else if (asked?.trim()) {
    const note = element('p', words().unfound.replace('{text}', () => asked.trim().slice(0, 60)));
    note.setAttribute('role', 'status');
    document.querySelector('h1')?.after(note);
  }
}

/** Of a list of indicators, those that have all the words that are sought, accents or not, and reach a level where that is asked. */
function filterList() {
  const [field, level] = ['setaccio', 'fino'].map((id) => document.getElementById(id));
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const rows = [...document.querySelectorAll('.sifted > li')].map((row) => ({ row, text: plain(row.textContent + (row.dataset.words ?? '')) }));
  const show = () => {
    const wanted = plain(field.value).split(/\s+/);
    for (const { row, text } of rows) {
      row.hidden = !wanted.every((word) => text.includes(word)) || Boolean(level?.value && row.dataset.level !== level.value);
    }
    // What stands behind a press is found as well.
    if (field.value || level?.value) for (const part of document.querySelectorAll('details.apart:has(.sifted > li:not([hidden]))')) part.open = true;
    for (const part of document.querySelectorAll('.catalogue section, .programmes section')) {
      part.hidden = !part.querySelector('.sifted > li:not([hidden])');
    }
    const left = rows.filter(({ row }) => !row.hidden).length;
    // What is sifted says it in its own words, where it is no list of indicators.
    const { found = words().sifted, none = words().none } = document.querySelector('.sift').dataset;
    document.querySelector('.sift [role=status]').textContent = left ? found.replace('{n}', left) : none;
  };
  for (const control of [field, level]) control?.addEventListener('input', show);
  // Typed before this was there, or kept by the browser.
  if (field.value || level?.value) show();
}

/** A code that the data do not have may be that of a municipality that was merged: `unknown` is what the app said of the address. */
export function correctAddress(unknown, root) {
  const code = unknown.match(new RegExp(`${here().keys.territory}=(\\d{6})`))?.[1];
  if (code) moved(code, root);
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
