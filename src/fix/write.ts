import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes the new texts and keeps byte order marks. Returns the files that it didn't change, because they aren't UTF-8 or are symlinks.
 */
export function writeFixes(root: string, texts: ReadonlyMap<string, string>): readonly string[] {
  const refused: string[] = [];
  for (const [file, text] of texts) {
    const path = join(root, file);
    const bytes = readFileSync(path);
    const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
    if (isWide || !lstatSync(path).isFile()) {
      refused.push(file);
      continue;
    }
    const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\uFEFF' : '';
    writeFileSync(path, mark + text);
  }
  return refused;
}
