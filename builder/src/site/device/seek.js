// What helps to find: sifts a list of indicators, names the pages nearest to an address that leads nowhere, follows a municipality
// that was merged.
//
// Before this text the builder writes WORDS, by language.

const words = WORDS[document.documentElement.lang] ?? WORDS.it;

/** Of a list of indicators, those that have all the words that are sought, accents or not, and reach a level where that is asked. */
export function sift() {
  const [field, level] = ['setaccio', 'fino'].map((id) => document.getElementById(id));
  const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const rows = [...document.querySelectorAll('.sifted > li')].map((row) => ({ row, text: plain(row.textContent + (row.dataset.words ?? '')) }));
  const show = () => {
    const wanted = plain(field.value).split(/\s+/);
    for (const { row, text } of rows) {
      row.hidden = !wanted.every((word) => text.includes(word)) || Boolean(level?.value && row.dataset.level !== level.value);
    }
    for (const part of document.querySelectorAll('.catalogue section')) part.hidden = !part.querySelector('li:not([hidden])');
    document.querySelector('.sift [role=status]').textContent = words.sifted.replace('{n}', rows.filter(({ row }) => !row.hidden).length);
  };
  for (const control of [field, level]) control?.addEventListener('input', show);
  // Typed before this was there, or kept by the browser.
  if (field.value || level?.value) show();
}

/** Where the app has come to life, what was meant by an address: `unknown` is what it said of it. */
export function meant(unknown, element, root) {
  const code = unknown?.match(/territor(?:io|y)=(\d{6})/)?.[1];
  if (code) moved(code, root);
  if (document.documentElement.dataset.page === '404') astray(element, root);
}

/**
 * The search field of the page that is not there looks for the words of the address, all of them or else the longest that finds
 * something; the three best stand below it.
 */
async function astray(element, root) {
  const field = document.getElementById('trova');
  const last = location.pathname.slice(root.pathname.length).split('/').filter(Boolean).pop() ?? '';
  let text;
  try {
    text = decodeURIComponent(last).replace(/\.\w+$/, '').replace(/[-_+]+/g, ' ').slice(0, 60);
  } catch {
    // An address that is no text has no words.
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
  const near = document.querySelector('.near');
  near.append(element('span', words.near));
  for (const { dataset, children } of found.slice(0, 3)) {
    const link = element('a', [...children].map((part) => part.textContent).join(', '));
    link.href = dataset.key;
    near.append(' ', link);
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
