// Writes the table that is seen as a file, off the main thread. Gets [table as JSON, format] and says the bytes, or what went wrong as a
// text.
import init, { write } from './writer.js';

const started = init({ module_or_path: new URL('./writer_bg.wasm', import.meta.url) });

self.addEventListener('message', async ({ data: [table, format] }) => {
  try {
    await started;
    const bytes = write(table, format);
    self.postMessage(bytes, [bytes.buffer]);
  } catch (problem) {
    self.postMessage(String(problem));
  }
});
