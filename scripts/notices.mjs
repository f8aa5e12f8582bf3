/** Writes the licenses of the packages whose code is in a bundle. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './source.mjs';

/** The text of THIRD_PARTY_NOTICES.txt for the packages in esbuild's metafile. Throws if a package has no license. */
export function noticesFor(metafile) {
  const folders = new Set(
    Object.keys(metafile.inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  const notices = [...folders].sort().map(noticeFor);
  const line = '-'.repeat(80);
  return `cvl includes code from these packages.\n\n${notices.map((notice) => `${line}\n${notice}\n`).join('\n')}`;
}

function noticeFor(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(root, folder)).find((each) => /^(licen[cs]e|copying)/i.test(each));
  if (file) return `${name} ${version} (${license})\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}`;
  if (typeof license === 'string')
    return `${name} ${version} (${license})\n\nThe package has no license file; its package.json says ${license}.`;
  throw new Error(`${name} ${version} is bundled, but doesn't name its license.`);
}
