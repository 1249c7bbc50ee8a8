// The page of what is kept on the device: a list, and how to let go of it. Also where a reader is led who asks for a page that is
// not kept while there is no network; and what is said on a page that is the kept one.
//
// Before this text the builder writes WORDS, by language. Fetched by the script of pages, which gives its own parts along.

const words = () => WORDS[document.documentElement.lang] ?? WORDS.it;

/** Fills `shelf`; `ask` asks the worker, `element` makes an element with a text. */
export async function contents(shelf, { worker, ask, element, root }) {
  const wanted = new URLSearchParams(location.search).get('page');
  if (wanted) {
    const link = element('a', words().again);
    const { href } = URL.canParse(wanted, root) ? new URL(wanted, root) : root;
    link.href = href.startsWith(root.href) ? href : root.href;
    const note = element('p', `${words().away} `);
    note.setAttribute('role', 'status');
    note.append(link);
    shelf.append(note);
  }
  const list = document.createElement('ul');
  const size = element('p', '');
  size.setAttribute('role', 'status');
  size.tabIndex = -1;
  shelf.append(size, list);
  const show = async ({ kept }) => {
    const { usage } = (await navigator.storage?.estimate?.()) ?? {};
    const megabytes = usage === undefined ? '?' : (usage / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
    size.textContent = (kept.length > 0 ? words().size : words().empty).replace('{size}', megabytes);
    list.replaceChildren(...kept.map(({ url, title }) => {
      const row = document.createElement('li');
      const link = element('a', title);
      link.href = url;
      row.append(link, element('button', words().forget, () => letGo('forget', url)));
      row.lastChild.setAttribute('aria-label', `${words().forget}: ${title}`);
      return row;
    }));
  };
  const letGo = async (task, url) => {
    try {
      await show(await ask(task, url));
    } catch {
      size.textContent = words().failed;
    }
    // What had the focus may be gone.
    size.focus();
  };
  try {
    if (!worker) throw new Error('no worker');
    await show(await ask('list'));
    shelf.append(element('button', words().clear, () => letGo('clear')));
  } catch {
    size.textContent = words().refused;
  }
}

/** The page is the kept one: which day its data are of is said before anything else. */
export function offline(element) {
  const day = new Date(document.documentElement.dataset.release.slice(0, 10));
  const note = element('p', words().offline.replace('{day}', day.toLocaleDateString(document.documentElement.lang, { dateStyle: 'long', timeZone: 'UTC' })));
  note.id = 'tenuta';
  note.className = 'edition';
  note.setAttribute('role', 'status');
  document.body.prepend(note);
}
