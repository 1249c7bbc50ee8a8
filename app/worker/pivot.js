// Answers readers' own questions off the main thread. Gets [number, folder of the release, question] and says [number, 'said', answer],
// or [number, 'missing' | 'offline' | 'crashed'].
import init, { Book } from './worker.js';

/** Files kept open: the one that is looked at, and those that were before. */
const KEPT = 3;

/** Longer files are not read, in bytes. */
const LONGEST = 64e6;

const started = init({ module_or_path: new URL('./worker_bg.wasm', import.meta.url) });
/** What can be asked of each indicator. */
let book;
/** Opened files by path, the last used last. */
const files = new Map();

/** How the browser's cache is used: past it after a damaged file. */
let again = 'default';

class Trouble extends Error {}

self.addEventListener('message', async ({ data: [number, folder, question] }) => {
  try {
    book ??= fetched(`${folder}analysis/cubes.json`).then((bytes) => new Book(new TextDecoder().decode(bytes)));
    const known = await book.catch((problem) => {
      // The next question asks again.
      book = undefined;
      throw problem;
    });
    const file = await opened(known, folder, question);
    const said = known.answer(question, file);
    if (said.startsWith('{"fault"')) {
      // The next question fetches it again, past the browser's cache.
      files.delete(known.file(question));
      again = 'reload';
    }
    self.postMessage([number, 'said', said]);
  } catch (problem) {
    self.postMessage([number, problem instanceof Trouble ? problem.message : 'crashed']);
  }
});

/** The file that a question is put to: fetched once, as long as it is among the last ones used. */
async function opened(known, folder, question) {
  const path = known.file(question);
  const file = files.get(path) ?? fetched(folder + path).then((bytes) => known.open(question, bytes));
  files.delete(path);
  files.set(path, file);
  // Memory goes when nobody holds them: one may still be read for an older question.
  for (const [old] of [...files].slice(0, -KEPT)) {
    files.delete(old);
  }
  try {
    return await file;
  } catch (problem) {
    files.delete(path);
    throw problem;
  }
}

/** The bytes of a file, once the program is there to read them. */
async function fetched(address) {
  let answer;
  try {
    answer = await fetch(address, { cache: again });
  } catch {
    throw new Trouble('offline');
  }
  // A host may answer what is not there with a page.
  const page = (answer.headers.get('content-type') ?? '').startsWith('text/html');
  if (!answer.ok || page) {
    throw new Trouble(page || [404, 410].includes(answer.status) ? 'missing' : 'offline');
  }
  const bytes = await limited(answer).catch((problem) => {
    throw problem instanceof Trouble ? problem : new Trouble('offline');
  });
  await started;
  return bytes;
}

/** The bytes of an answer, unless they are too many. */
async function limited(answer) {
  const parts = [];
  let length = 0;
  for (const reader = answer.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    length += value.length;
    if (length > LONGEST) {
      await reader.cancel();
      throw new Trouble('missing');
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
