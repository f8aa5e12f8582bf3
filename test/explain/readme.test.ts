import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fillBlocks } from '../../src/explain/readme';

const root = join(__dirname, '../..');
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const read = (page: string): string => readFileSync(join(root, page), 'utf8');

test('the README and the guide for plugins show real output, code that tests load, and all targets. If this fails, run `npm run docs`', () => {
  for (const page of ['README.md', 'docs/plugins.md']) expect(fillBlocks(read(page), root)).toBe(read(page));
  expect(read('README.md')).toContain('docker/flag-order');
});

test.each(pages)('%s links only to files and headings that exist', (page) => {
  const broken = [...read(page).matchAll(/\]\((?![a-z]+:)([^)#\s]*)(?:#([^)]*))?\)/g)].filter(([, path = '', heading]) => {
    const file = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, file))) return true;
    if (heading === undefined) return false;
    const anchors = [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, text = '']) => anchorOf(text));
    return !anchors.includes(heading);
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
