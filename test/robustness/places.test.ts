import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LintResult } from '../../src/api';
import { exampleWith, type Files, lintFiles } from './subject';

/** What points outside its text. */
function outside(result: LintResult): readonly string[] {
  return result.findings.flatMap(({ rule, at, related }) =>
    [at, ...related.map((each) => each.at)].flatMap((place) => {
      if (!('start' in place)) return [];
      const { length } = result.text(place.file) ?? '';
      const isInside = place.start >= 0 && place.start <= place.end && place.end <= length;
      return isInside ? [] : [`${rule}: ${place.file} ${place.start}-${place.end} of ${length}`];
    }),
  );
}

const zoo = join(__dirname, '../fixtures/zoo/examples/perception/object_detection/street-detector');
const files: { readonly [path: string]: Buffer } = Object.fromEntries(
  readdirSync(zoo, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(zoo.length + 1), readFileSync(path)]),
);

/** All files of the example, each cut after a share of its bytes. */
const cut = (share: number): Files =>
  exampleWith(
    Object.fromEntries(
      Object.entries(files).map(([path, bytes]) => [path, { bytes: bytes.subarray(0, Math.floor(bytes.length * share)) }]),
    ),
  );

describe('every place is inside its text', () => {
  test('of an empty script', async () => {
    const metadata = 'name: demo\npresets:\n  train: {script: train.sh}\n  build: {script: build.sh}\n';
    expect(outside(await lintFiles(exampleWith({ 'train.sh': '', 'build.sh': '', 'example.yaml': metadata })))).toEqual([]);
  });

  test.each([0, 0.01, 0.1, 0.25, 0.33, 0.5, 0.61, 0.75, 0.9, 0.99])('of files cut at %d', async (share) => {
    expect(outside(await lintFiles(cut(share)))).toEqual([]);
  });

  test.each([
    ['one character', 'a'],
    ['a byte order mark', '\uFEFF'],
    ['only line ends', '\r\n\r\n'],
    ['a continued line at the end', 'docker run \\'],
    ['an open quote', 'docker run "'],
    ['an open here-document', 'docker run <<EOF'],
    ['an emoji at the end', 'docker run 🦓'],
  ])('of files that are %s', async (_, text) => {
    const same = Object.fromEntries(Object.keys(files).map((path) => [path, text]));
    for (const name of Object.keys(files)) {
      expect(outside(await lintFiles(exampleWith({ ...cutTo(files), [name]: text })))).toEqual([]);
    }
    expect(outside(await lintFiles(exampleWith(same)))).toEqual([]);
  });
});

const cutTo = (from: typeof files): Files => Object.fromEntries(Object.entries(from).map(([path, bytes]) => [path, { bytes }]));
