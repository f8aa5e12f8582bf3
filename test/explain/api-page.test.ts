import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiExport, apiGroups, apiPage } from '../../src/explain/api-page';

const root = join(__dirname, '../..');
const groups = apiGroups(root);
const exports = groups.flatMap((group) => group.exports);

const codeLines = ({ declaration }: ApiExport): number =>
  declaration
    .replace(/\/\*\*[\s\S]*?\*\//g, '')
    .split('\n')
    .filter((line) => line.trim() !== '').length;

/** If this fails after a change to the interface, run `npm run docs`. */
describe('docs/api.md', () => {
  test('is up to date', () => {
    expect(readFileSync(join(root, 'docs/api.md'), 'utf8')).toBe(apiPage(groups));
  });

  test('describes each export in at least five words', () => {
    const short = exports.filter(({ docs }) => docs.split(/\s+/).length < 5).map(({ name }) => name);
    expect(short).toEqual([]);
  });

  test('shows short declarations, without the bodies of functions', () => {
    // RunSpec has a field for each flag.
    expect(exports.filter((each) => codeLines(each) > 40 && each.name !== 'RunSpec').map(({ name }) => name)).toEqual([]);
    const { declaration } = exports.find(({ name }) => name === 'defineRule')!;
    expect(declaration).toMatch(/^export function defineRule</);
    expect(declaration).not.toContain('return');
  });

  test('shows a type that is followed by other code without that code', () => {
    expect(exports.find(({ name }) => name === 'SampleFile')!.declaration).toMatch(
      /^export type MemoryFile =\n[\s\S]*\n {4}\};$/,
    );
  });
});
