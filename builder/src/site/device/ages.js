// Ages of the reader's own choice, on the page of a territory: how many inhabitants have them, here and in what the place lies in.
//
// Before this text the builder writes WORDS, by language. The numbers are those of the release, fetched when a choice is made.

/** Adds the choice below the table of large groups, whose heads name the files with the numbers of each place. */
export function choose(table, { element, root }) {
  const { lang, dataset } = document.documentElement;
  const words = WORDS[lang] ?? WORDS.it;
  // Thousands are grouped as the page groups them, from four digits on.
  const share = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const whole = new Intl.NumberFormat(lang, { useGrouping: 'always' });
  const heads = [...table.querySelectorAll('[data-file]')];
  // From the oldest, as they stand in the drawing.
  const drawn = [...document.querySelectorAll('.pyramid tbody tr')].reverse();
  const names = drawn.map((row) => row.querySelector('th').textContent);
  const choice = element('p', '');
  choice.className = 'ages';
  const [from, to] = [words.from, words.to].map((name) => {
    const [label, select] = [element('label', name), element('select', '')];
    label.className = 'label';
    select.className = 'field';
    select.append(new Option(words.any, ''), ...names.map((age, at) => new Option(age, at)));
    label.append(select);
    choice.append(label);
    return select;
  });
  const row = table.tBodies[0].insertRow();
  row.hidden = true;
  const head = element('th', words.own);
  head.scope = 'row';
  row.append(head, ...heads.map(() => Object.assign(element('td', '–'), { className: 'n' })));
  const said = element('p', '');
  said.className = 'small';
  said.setAttribute('role', 'status');
  table.parentElement.after(choice, said);

  let asked = 0;
  const numbers = new Map();
  const file = (path) => {
    if (!numbers.has(path)) numbers.set(path, fetched(new URL(`data/${dataset.release}/${path}`, root)));
    return numbers.get(path);
  };
  const show = async () => {
    const turn = ++asked;
    const cells = [...row.cells].slice(1);
    const chosen = from.value !== '';
    row.hidden = !chosen;
    const [first, last] = [from, to].map(({ value }) => Number(value));
    drawn.forEach((own, at) => own.classList.toggle('chosen', chosen && first <= at && at <= last));
    for (const cell of cells) cell.textContent = '–';
    said.textContent = '';
    if (!chosen) return;
    try {
      const places = await Promise.all(heads.map((place) => file(place.dataset.file)));
      if (turn !== asked) return;
      const sum = (counts, end) => counts.flatMap((sex) => sex.slice(...end)).reduce((all, count) => all + count, 0);
      const parts = places.map(({ counts }) => [sum(counts, [first, last + 1]), sum(counts, [0])]);
      parts.forEach(([part, all], at) => (cells[at].textContent = share.format((part / all) * 100)));
      const values = { n: whole.format(parts[0][0]), value: share.format((parts[0][0] / parts[0][1]) * 100) };
      said.textContent = words.said.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    } catch {
      numbers.clear();
      if (turn === asked) said.textContent = words.failed;
    }
  };
  /** Both ends are said: the other one goes as far as ages go, and the earlier one comes first. */
  const complete = (changed) => {
    if (changed.value === '') from.value = to.value = '';
    else if (from.value === '') from.value = 0;
    else if (to.value === '') to.value = drawn.length - 1;
    if (Number(from.value) > Number(to.value)) [from.value, to.value] = [to.value, from.value];
    show();
  };
  for (const select of [from, to]) select.addEventListener('change', () => complete(select));
}

/** The pyramid of a territory's file. */
async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return (await answer.json()).pyramid;
}
