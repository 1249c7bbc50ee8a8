// A page that other sites frame. Inside another page it says how high it is; opened by itself it makes the lines that put it there.
//
// Before this text the builder writes WORDS, by language. It stands in the head and runs before the page is drawn: the colours that the
// address asks for are there from the first paint. Nothing here is needed to read the page.
'use strict';

const words = WORDS[document.documentElement.lang] ?? WORDS.it;
const theme = new URLSearchParams(location.search).get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
const inside = parent !== window;
const asked = unescaped(location.hash.slice(1));
// A fragment would move the page around to where this one is.
if (inside && asked) history.replaceState(null, '', location.pathname + location.search);
document.addEventListener('DOMContentLoaded', () => {
  place();
  if (inside) framed();
  else if (document.querySelector('main:not(.edition)')) maker();
  for (const shown of document.querySelectorAll('[data-address]')) shown.textContent = new URL(shown.dataset.address, site()).href;
  newer();
});
addEventListener('hashchange', () => location.reload());

/** Root of the portal. */
function site() {
  return new URL(document.documentElement.dataset.root, location.href);
}

/** A part of an address as text; as it is where it is none. */
function unescaped(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** An element with a text, and what it holds. */
function element(name, text, ...inner) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...inner);
  return made;
}

/** Shows the place of the address, or says that it is not there. */
function place() {
  const figures = document.querySelector('.figures');
  const found = document.getElementById(asked);
  if (!figures || !asked) return;
  if (found) return found.classList.add('asked');
  const said = element('p', words.gone.replace('{place}', () => asked));
  Object.assign(said, { id: 'gone', className: 'small' });
  said.setAttribute('role', 'status');
  figures.before(said);
}

/** Says that the portal has another edition by now, and leads to it; or that this figure is not in it. */
async function newer() {
  const { release, live } = document.documentElement.dataset;
  const to = new URL(live, location.href);
  const said = element('p');
  try {
    const latest = await fetch(new URL('data/latest.json', site()), { cache: 'no-cache' });
    if (!latest.ok || (await latest.json()).release === release) return;
    const answer = await fetch(to, { cache: 'no-cache' });
    // What is not made any more is led back to the last edition that had it.
    const gone = !answer.ok || (await answer.text()).includes(`r/${release}/`);
    if (gone && document.querySelector('main:not(.edition)')) said.textContent = words.last;
  } catch {
    return;
  }
  if (!said.textContent) {
    const link = element('a', words.see);
    to.hash = asked;
    if (theme) to.searchParams.set('theme', theme);
    link.href = to;
    if (inside) link.target = '_blank';
    said.append(`${words.newer} `, link);
  }
  said.className = 'newer';
  said.setAttribute('role', 'status');
  document.querySelector('main').prepend(said);
}

/** What leads elsewhere opens beside the page around this one, which is told how high this one is: when that changes, and when it asks. */
function framed() {
  for (const link of document.querySelectorAll('a[href]')) link.target ||= '_blank';
  const tell = () => parent.postMessage({ cruscotto: location.href, height: Math.ceil(document.body.getBoundingClientRect().height) }, '*');
  new ResizeObserver(tell).observe(document.body);
  addEventListener('message', ({ data, source }) => source === parent && data?.cruscotto === 'height' && tell());
}

/** Offers the lines that put this page into another one, with a preview. */
function maker() {
  const own = document.documentElement.lang;
  const main = document.querySelector('main');
  const chosen = { edition: 'live', language: own, theme: theme ?? '', width: '' };
  const figures = [...document.querySelectorAll('.figures > article')];
  chosen.place = figures.some(({ id }) => id === asked) ? asked : figures[0]?.id;
  /** The page in each language, as far as it was asked for. */
  const pages = { [own]: main };
  const code = Object.assign(element('textarea'), { readOnly: true, rows: 8, id: 'codice' });
  const preview = Object.assign(element('iframe'), { title: `${words.preview}: ${document.querySelector('h1').textContent}` });
  const said = element('p');
  said.setAttribute('role', 'status');
  said.className = 'small';
  let height = 480;
  let follows = true;
  const choice = (name, label, options) => {
    const group = element('fieldset', '', element('legend', label));
    for (const [value, text] of options) {
      const radio = Object.assign(element('input'), { type: 'radio', name, value, checked: chosen[name] === value });
      radio.addEventListener('change', () => {
        chosen[name] = value;
        show();
      });
      group.append(element('label', '', radio, ` ${text}`));
    }
    return group;
  };
  const choices = element('div', '',
    choice('edition', words.edition, [['live', words.live], ['frozen', words.frozen]]),
    choice('language', words.language, [['it', 'Italiano'], ['en', 'English']]),
    choice('theme', words.theme, [['', words.auto], ['light', words.light], ['dark', words.dark]]),
    choice('width', words.width, [['', words.whole], ['600', '600 px'], ['320', '320 px']]),
  );
  choices.className = 'choices';
  if (figures.length > 1) {
    const select = Object.assign(element('select'), { id: 'luogo' });
    for (const { id, dataset } of figures) select.append(Object.assign(element('option', dataset.name), { value: id, selected: id === chosen.place }));
    select.addEventListener('change', () => {
      chosen.place = select.value;
      show();
    });
    choices.append(element('p', '', Object.assign(element('label', words.place), { htmlFor: 'luogo' }), ' ', select));
  }
  const check = Object.assign(element('input'), { type: 'checkbox', checked: follows });
  check.addEventListener('change', () => {
    follows = check.checked;
    write();
  });
  choices.append(element('p', '', element('label', '', check, ` ${words.height}`)));
  const copy = Object.assign(element('button', words.copy), { type: 'button' });
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.value);
      said.textContent = words.copied;
    } catch {
      code.select();
      said.textContent = words.copythis;
    }
  });
  const section = element('section', '',
    element('h2', words.title),
    element('p', words.say),
    choices,
    Object.assign(element('label', words.code), { htmlFor: 'codice' }),
    code,
    element('p', '', copy),
    said,
    element('h3', words.preview),
    preview,
  );
  section.className = 'maker';
  main.after(section);
  addEventListener('message', ({ data, source }) => {
    if (source !== preview.contentWindow || !(data?.height > 0)) return;
    height = data.height;
    preview.height = height;
    write();
  });
  show();

  /** The link to the page in the language that is chosen: its edition, and where the latest is. */
  function other() {
    return document.querySelector(`link[hreflang="${chosen.language}"]`);
  }

  /** The address of what is chosen. */
  function address() {
    const there = new URL(chosen.edition === 'live' ? other().dataset.live : other().href, location.href);
    if (chosen.theme) there.search = `?theme=${chosen.theme}`;
    if (chosen.place && chosen.place !== figures[0].id) there.hash = chosen.place;
    return there.href;
  }

  async function show() {
    preview.width = chosen.width || '100%';
    // A frame whose fragment alone changes is not loaded again.
    preview.src = 'about:blank';
    preview.src = address();
    const { language } = chosen;
    if (!pages[language]) {
      const answer = await fetch(other().href);
      pages[language] = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main');
    }
    write();
  }

  /** The lines: the frame, and for pages that strip frames its numbers and its source. */
  function write() {
    const page = pages[chosen.language];
    if (!page) return;
    // What follows every edition does not name the period of this one.
    const title = chosen.edition === 'live' ? page.dataset.name : page.querySelector('h1').textContent;
    const frame = element('iframe');
    for (const [name, value] of [['src', address()], ['title', title], ['width', '100%'], ['height', height], ['loading', 'lazy'], ['frameborder', '0']]) frame.setAttribute(name, value);
    const whole = element('a', title);
    whole.setAttribute('href', address());
    const source = [...page.querySelectorAll('main > .source, .figures .small')].at(-1)?.textContent ?? '';
    const edition = page.querySelector('main > .meta span').textContent;
    const figure = element('figure', '', '\n', frame, '\n', numbers(page, title), '\n', element('figcaption', '', whole, `. ${source} ${edition}.`), '\n');
    const script = follows ? `\n<script src="${new URL('embed/resize.js', site()).href}" async></script>` : '';
    code.value = figure.outerHTML + script;
  }

  /** The first numbers as a table that needs no style. */
  function numbers(page, title) {
    const said = WORDS[chosen.language];
    const folded = element('details', '', element('summary', `${title} · ${said.numbers}`));
    const made = element('table');
    const shown = chosen.place && page.querySelector(`[id="${chosen.place}"]`);
    const unit = page.querySelector('.sub')?.textContent;
    if (shown) {
      const unit = shown.querySelector('.unit').textContent;
      made.append(element('tr', '', element('th', shown.querySelector('b').textContent), element('td', `${shown.querySelector('.num').textContent} (${unit})`)));
    } else {
      if (unit) made.append(element('caption', unit));
      for (const row of page.querySelectorAll('table.pivot:not(.turned table) tr')) {
        made.append(element('tr', '', ...[...row.children].map((cell) => element(cell.localName, text(cell)))));
      }
    }
    folded.append(made);
    const more = page.querySelector('.more a');
    if (more) folded.append(element('p', said.first.replace('{n}', () => page.querySelectorAll('table.pivot:not(.turned table) tbody tr').length)));
    return folded;
  }

  /** The text of a cell, and in words what its value is worth. */
  function text(cell) {
    const worth = cell.querySelector('abbr');
    return worth ? `${cell.textContent.slice(0, -worth.textContent.length).trim()} (${worth.title.toLowerCase()})` : cell.textContent.trim();
  }
}
