// Finds the comune where the reader is, on the reader's device: the position is compared with the boundaries and sent nowhere.
//
// Before this text the builder writes WORDS and ROUTES, by language, and LEVEL, that of comuni.

/** Offers it, in an element of the home page. */
export function offer(place, root) {
  if (!('geolocation' in navigator)) return;
  const { lang } = document.documentElement;
  const words = WORDS[lang] ?? WORDS.it;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'link-btn';
  button.textContent = words.locate;
  const said = document.createElement('span');
  said.setAttribute('role', 'status');
  place.append(button, said);
  button.addEventListener('click', async () => {
    said.textContent = words.locating;
    try {
      said.replaceChildren(...(await answer(root, lang, words)));
    } catch (fault) {
      // What a position cannot be had for has numbers; anything else is a file.
      said.textContent = typeof fault.code === 'number' ? words.hidden : words.failed;
    }
  });
}

async function answer(root, lang, words) {
  const { coords } = await new Promise((found, failed) => {
    navigator.geolocation.getCurrentPosition(found, failed, { maximumAge: 600_000, timeout: 20_000 });
  });
  const [land, names] = await Promise.all([file(`geo/${LEVEL}.json`, root), file('search.json', root)]);
  const code = comune(land, coords);
  const name = names.find(({ l, c }) => l === LEVEL && c === code)?.n;
  if (!name) return [words.outside];
  const link = document.createElement('a');
  const { before, territory } = ROUTES[lang] ?? ROUTES.it;
  link.href = new URL(`${before}${territory}/${LEVEL}/${code}/`, root);
  link.textContent = name;
  const kilometres = Math.round(coords.accuracy / 1000);
  return [`${words.here} `, link, kilometres > 1 ? ` ${words.about.replace('{km}', kilometres)}` : ''];
}

async function file(path, root) {
  const answered = await fetch(new URL(`data/${document.documentElement.dataset.release}/${path}`, root));
  if (!answered.ok) throw new Error(`${path}: ${answered.status}`);
  return answered.json();
}

/** Code of the comune around a position: the one whose rings a ray to the right crosses an odd number of times. */
function comune({ projection: { west, north, narrowing, scale, edge }, arcs, objects }, { longitude, latitude }) {
  const x = (longitude - west) * narrowing * scale + edge;
  const y = (north - latitude) * scale + edge;
  const lines = arcs.map((arc) => {
    let at = [0, 0];
    return arc.map(([dx, dy]) => (at = [at[0] + dx, at[1] + dy]));
  });
  const crosses = ([ax, ay], [bx, by]) => ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax);
  const crossings = (arc) => {
    const line = lines[arc < 0 ? ~arc : arc];
    return line.filter((point, n) => n > 0 && crosses(line[n - 1], point)).length;
  };
  const odd = (shape) => shape.arcs.flat(2).reduce((sum, arc) => sum + crossings(arc), 0) % 2 === 1;
  return objects[LEVEL].geometries.find(odd)?.id;
}
