// The figure of a page taken along: as a picture that explains itself when it is found alone (title, figure, legend, status,
// source, licence, address and day; across invented figures their mark), or as a part of another page.
//
// Before this text the builder writes WORDS, by language. Fetched when a reader asks for one, and given the words of the script of
// pages. Colours and widths are those that the style sheet gives on a light page.

const own = WORDS[document.documentElement.lang] ?? WORDS.it;
const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 1200;
const EDGE = 40;
const FAMILY = "'Titillium Web', 'Segoe UI', system-ui, sans-serif";
const INK = '#17324d';
const MUTED = '#4c6176';
/** What a drawing takes over from the style sheet; the rest has no say in a drawing of ours. */
const STYLES = [
  'fill', 'fill-opacity', 'stroke', 'stroke-opacity', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'stroke-linecap',
  'paint-order', 'font-size', 'font-weight', 'text-anchor', 'opacity',
];
/** What makes one picture: a part of a page, or the answer to a reader's own question. */
const PART = '.band, .bench';
/** These do not pass from a group to what is in it. */
const OWN = new Set(['opacity']);

/** The drawings of a page that make its picture, in order. */
export function drawings() {
  const all = [...document.querySelectorAll('main svg.map, main svg.chart.wide, main .ex-legend svg.chart, main .drawn-map svg.chart')];
  const first = all[0]?.closest(PART);
  return all.filter((svg) => svg.closest(PART) === first);
}

/** Hands the picture to the reader as a file; `kind` is `svg` or `png`. Answers what is to be said. */
export async function save(kind, words) {
  if (drawings().length === 0 && !document.querySelector('main table.places')) return own.undrawn;
  const picture = await compose(words);
  const text = new XMLSerializer().serializeToString(picture);
  const svg = new Blob([text], { type: 'image/svg+xml' });
  const link = document.createElement('a');
  const url = URL.createObjectURL(kind === 'svg' ? svg : await pixels(picture, text));
  link.href = url;
  link.download = `${name()}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return '';
}

/** The lines that put this page's figure, as it is chosen now, into another page; shown after a place, and copied. What is shown
 * follows what is chosen later. */
export async function embed(place, words) {
  const shown = document.getElementById('codice') ?? place.insertAdjacentElement('afterend', document.createElement('textarea'));
  if (!shown.id) {
    Object.assign(shown, { id: 'codice', readOnly: true, rows: 4, className: 'field' });
    shown.setAttribute('aria-label', words.embed);
    // Whatever is chosen is drawn, and by then stands in the address.
    const follow = new MutationObserver(() => (shown.value = frame()));
    follow.observe(document.getElementById('esplora') ?? document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  }
  shown.value = frame();
  shown.select();
  try {
    await navigator.clipboard.writeText(shown.value);
    return own.embedded;
  } catch {
    return own.embedthis;
  }
}

function frame() {
  const page = new URL(location.href);
  page.hash = '';
  // Which kind of reader took it along says nothing of those who will read it.
  page.search = page.search.slice(1).split('&').filter((part) => !/^(per|for)=/.test(part)).join('&');
  const there = new URL('#figura', page);
  const made = document.createElement('iframe');
  // On the comparing page two figures stand one below the other; rows are as many as they are.
  const rows = document.querySelector('table.places');
  const height = rows ? `${Math.ceil(rows.closest('.band').offsetHeight) + 160}` : document.querySelector('.pair') ? '2050' : '900';
  Object.assign(made, { src: there.href, title: document.title, width: '100%', height, loading: 'lazy' });
  const link = document.createElement('a');
  link.textContent = document.title;
  link.href = page.href;
  made.append(link);
  made.style.border = '0';
  return made.outerHTML;
}

function name() {
  const parts = location.pathname.split('/').filter((part) => part && part !== 'index.html');
  const own = parts.slice(-3).join('-') || 'home';
  return simulated() && !own.includes('simulat') ? `${own}-simulated` : own;
}

function simulated() {
  return document.querySelector('main p.simulated') !== null;
}

async function compose(words) {
  const picture = make('svg', { xmlns: SVG, 'font-family': FAMILY });
  picture.append(await fonts());
  const [surfaces, land] = await Promise.all([inside(), shapes()]);
  const text = (selector) => document.querySelector(`main ${selector}`)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const status = [...document.querySelectorAll('main .meta .tag')].map((tag) => tag.textContent.trim());
  let y = EDGE;
  const say = (said, size, weight, fill, gap) => {
    for (const line of lines(said, size, weight)) {
      y += size * 1.25;
      picture.append(make('text', { x: EDGE, y, 'font-size': size, 'font-weight': weight, fill }, line));
    }
    y += gap;
  };
  say(text('h1'), 34, 700, INK, 6);
  // Lines have a title of their own; the map has the answer of its page, and a reader's own question says what it shows.
  const titled = ['.bench section', '.lines figcaption', '.ex-answer', '.band'].find((place) => text(`${place} h2`)) ?? '.band';
  say(text(`${titled} h2`), 22, 600, INK, 4);
  say([text(`${titled} .sub`), text(`${titled} .fig-sub`), ...status].filter(Boolean).join(' · '), 17, 400, MUTED, 20);
  for (const drawing of light(() => drawings().map((svg) => styled(svg, land)))) {
    const [width, height] = drawing.size;
    const scale = drawing.legend ? 1 : (WIDTH - 2 * EDGE) / width;
    const place = make('g', { transform: `translate(${EDGE} ${y}) scale(${scale})` });
    for (const image of drawing.copy.querySelectorAll('image')) image.setAttribute('href', surfaces.get(image.getAttribute('href')) ?? '');
    place.append(drawing.copy);
    picture.append(place);
    y += height * scale + 24;
  }
  const table = document.querySelector('main table.places');
  if (table) y = light(() => rows(table, picture, y)) + 24;
  for (const said of document.querySelectorAll('main .ex-legend p:not(.fig-sub), main .ex-legend:not(:has(svg.chart)) .keys li')) {
    say(said.textContent.replace(/\s+/g, ' ').trim(), 15, 400, MUTED, 4);
  }
  const bottom = y;
  const band = (drawings()[0] ?? table)?.closest(PART);
  for (const said of band?.querySelectorAll('.pair figcaption .fig-sub, .source') ?? []) {
    say(said.textContent.replace(/\s+/g, ' ').trim(), 15, 400, MUTED, 4);
  }
  // The day of those who answer for the figures, wherever the reader is.
  const day = new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: 'long', timeZone: 'Europe/Rome' });
  const portal = document.querySelector('header .brand strong')?.textContent ?? '';
  say(`${portal} · ${location.href} · CC BY 4.0 · ${day}`, 15, 400, MUTED, EDGE / 2);
  picture.setAttribute('width', WIDTH);
  picture.setAttribute('height', Math.ceil(y));
  picture.setAttribute('viewBox', `0 0 ${WIDTH} ${Math.ceil(y)}`);
  picture.prepend(make('title', {}, text('h1')), make('rect', { width: '100%', height: '100%', fill: '#fff' }));
  if (simulated()) watermark(picture, bottom, own.simulated);
  return picture;
}

/** Pictures that a drawing refers to, by their address, as text of the picture itself: elsewhere the address leads nowhere. */
async function inside() {
  const addresses = new Set(drawings().flatMap((svg) => [...svg.querySelectorAll('image')].map((image) => image.getAttribute('href'))));
  return new Map(await Promise.all([...addresses].map(async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address);
    return [address, `data:image/svg+xml;utf8,${encodeURIComponent(await answer.text())}`];
  })));
}

/** The land that drawings refer to: the way around each place, by its address. */
async function shapes() {
  const addresses = new Set(drawings().flatMap((svg) => [...svg.querySelectorAll('use')].map((use) => use.getAttribute('href').split('#')[0])));
  const land = new Map();
  for (const address of [...addresses].filter(Boolean)) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(address);
    const drawn = new DOMParser().parseFromString(await answer.text(), 'image/svg+xml');
    for (const path of drawn.querySelectorAll('path[id]')) land.set(`${address}#${path.id}`, path.getAttribute('d'));
  }
  return land;
}

/** The mark of invented figures, over everything; it cannot be switched off. */
function watermark(picture, bottom, word) {
  for (let y = 200; y < bottom; y += 240) {
    for (const x of [WIDTH * 0.28, WIDTH * 0.75]) {
      picture.append(make('text', {
        transform: `translate(${x} ${y}) rotate(-20)`, 'text-anchor': 'middle', 'font-size': 64, 'font-weight': 700, fill: INK, 'fill-opacity': 0.14,
        // Over dark colours the light edge carries it.
        stroke: '#fff', 'stroke-opacity': 0.35, 'stroke-width': 2, 'paint-order': 'stroke',
      }, word.toUpperCase()));
    }
  }
}

function make(tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Runs with the colours of a light page; nothing is painted in between. */
function light(task) {
  const root = document.documentElement;
  const before = root.dataset.theme;
  root.dataset.theme = 'light';
  // Colours that fade would be read at the beginning of their way.
  for (const fading of document.getAnimations()) fading.finish();
  try {
    return task();
  } finally {
    if (before === undefined) delete root.dataset.theme;
    else root.dataset.theme = before;
  }
}

/** A copy of a drawing that needs no style sheet, and its size. */
function styled(svg, land) {
  const { width, height } = svg.viewBox.baseVal;
  const copy = make('svg', { width, height, viewBox: svg.getAttribute('viewBox') });
  // Of an enlarged map what is seen; names at the edge of a chart whole.
  copy.setAttribute('overflow', svg.matches('.map') ? 'hidden' : 'visible');
  const own = getComputedStyle(svg);
  const styles = Object.fromEntries(STYLES.map((key) => [key, own.getPropertyValue(key)]));
  for (const [key, value] of Object.entries(styles)) copy.setAttribute(key, value);
  for (const child of svg.children) follow(child, copy, styles, land);
  return { copy, size: [width, height], legend: svg.closest('.ex-legend, .drawn-map > .chart') !== null };
}

function follow(element, into, around, land) {
  const style = getComputedStyle(element);
  const hidden = style.display === 'none' && !element.closest('defs');
  if (hidden || element.matches('.hover, .ring:not(.on)')) return;
  // Elsewhere the drawing that it refers to is not there.
  const d = element.localName === 'use' && land?.get(element.getAttribute('href'));
  const copy = d ? make('path', { d }) : element.cloneNode(false);
  for (const { name } of [...copy.attributes]) if (/^(class|role|tabindex|aria-|data-)/.test(name)) copy.removeAttribute(name);
  const styles = {};
  for (const key of STYLES) {
    styles[key] = style.getPropertyValue(key);
    const passed = OWN.has(key) ? '1' : around[key];
    // A reference to a pattern is written as an address of the page: in the picture it is at home.
    if (styles[key] !== passed) copy.setAttribute(key, styles[key].replace(/url\(["']?[^#]*(#[^"')]+)["']?\)/, 'url($1)'));
  }
  if (element.children.length === 0) copy.textContent = element.textContent;
  for (const child of element.childNodes) {
    if (child.nodeType === Node.ELEMENT_NODE) follow(child, copy, styles, land);
    else if (element.children.length > 0) copy.append(child.textContent);
  }
  into.append(copy);
}

/** The rows of a table with their dots, as they stand on a wide page whatever the width of this one; answers where they end. */
function rows(table, picture, top) {
  const others = Math.max(...[...table.rows].map((row) => row.cells.length)) - 1;
  const first = (WIDTH - 2 * EDGE) * 0.34;
  const width = (WIDTH - 2 * EDGE - first) / others;
  const said = (cell, selector) => [...cell.querySelectorAll(selector)].map((part) => part.textContent.trim());
  let y = top;
  for (const row of table.rows) {
    picture.append(make('path', { d: `M${EDGE} ${y}H${WIDTH - EDGE}`, stroke: MUTED, 'stroke-opacity': 0.35 }));
    let bottom = y;
    [...row.cells].forEach((cell, at) => {
      const x = EDGE + (at && first + (at - 1) * width);
      const room = (cell.colSpan > 1 ? WIDTH - 2 * EDGE : at ? width : first) - 16;
      const names = said(cell, 'a, b');
      const texts = [...(names.length ? names : [cell.firstChild?.textContent ?? '']).map((text) => [text, 15, 600, INK]), ...said(cell, 'small').map((text) => [text, 13, 400, MUTED])];
      let below = y + 6;
      for (const [text, size, weight, fill] of texts) {
        for (const line of lines(text, size, weight, room)) {
          below += size * 1.3;
          picture.append(make('text', { x, y: below, 'font-size': size, 'font-weight': weight, fill }, line));
        }
      }
      const dots = cell.querySelector('svg');
      if (dots) {
        const place = make('g', { transform: `translate(${x} ${below + 4})` });
        place.append(styled(dots).copy);
        picture.append(place);
        below += 16;
      }
      bottom = Math.max(bottom, below + 10);
    });
    y = bottom;
  }
  return y;
}

/** A text in lines as wide as the picture, or as some of it. */
function lines(text, size, weight, width = WIDTH - 2 * EDGE) {
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = `${weight} ${size}px ${FAMILY}`;
  const done = [];
  for (const word of text.split(' ').filter(Boolean)) {
    const longer = done.length > 0 ? `${done.at(-1)} ${word}` : word;
    if (done.length > 0 && pen.measureText(longer).width <= width) done[done.length - 1] = longer;
    else done.push(word);
  }
  return done;
}

/** The portal's type inside the picture: a picture reads no file beside it. */
async function fonts() {
  const style = make('style', {});
  const faces = await Promise.all([400, 600, 700].map(async (weight) => {
    const answer = await fetch(new URL(`fonts/titillium-web-${weight}.woff2`, import.meta.url)).catch(() => null);
    if (!answer?.ok) return '';
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const data = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    return `@font-face{font-family:'Titillium Web';font-weight:${weight};src:url(data:font/woff2;base64,${data})}`;
  }));
  style.textContent = faces.join('');
  return style;
}

/** The picture in pixels, two for each unit; of a long one fewer, as many as browsers draw. */
async function pixels(picture, text) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  const height = Number(picture.getAttribute('height'));
  const scale = Math.min(2, Math.sqrt(16e6 / (WIDTH * height)), 16_000 / height);
  canvas.width = Math.round(scale * WIDTH);
  canvas.height = Math.round(scale * height);
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, refused) => canvas.toBlob((blob) => (blob ? done(blob) : refused(new Error('no picture'))), 'image/png'));
}
