// What files each piece of the program is from, as the link module of the splitter has it: pieces.mjs MODULE, written as JSON.
import { readFileSync } from 'node:fs';

const module = readFileSync(process.argv[2], 'utf8');
const shared = {};
const pieces = {};
for (const part of module.split(/\n(?=const __chunk_|export const __wasm_split_load_)/).slice(1)) {
  const [, name] = part.match(/(__chunk_\d+|__wasm_split_load_\w+) =/);
  const file = part.match(/new URL\("\.\/([^"]+)"/)?.[1];
  const first = (part.match(/, \[([^\]]*)\]\)/)?.[1] ?? '').split(', ').filter(Boolean).map((chunk) => shared[chunk]);
  if (name.startsWith('__chunk_')) shared[name] = file;
  else pieces[name.replace('__wasm_split_load_', '')] = [...first, file].filter(Boolean);
}
if (Object.keys(pieces).length === 0) throw new Error(`${process.argv[2]} names no piece`);
console.log(JSON.stringify(pieces));
