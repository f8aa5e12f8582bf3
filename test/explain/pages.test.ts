import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtins } from '../../src/cli/builtin';
import { openConfiguration } from '../../src/engine/project';
import { pageFor } from '../../src/explain/describe';
import { documentationPages } from '../../src/explain/pages';
import { codeColumns, paintMarkdown } from '../../src/explain/paint';

const folder = join(__dirname, '../../docs/rules');

/** If this fails after a change to a rule, run `npm run docs`. */
describe('docs/rules', () => {
  test('has an up-to-date page for each rule and an index, and nothing else', async () => {
    const pages = await documentationPages(builtins);
    const written = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
    expect([...written.keys()].sort()).toEqual([...pages.keys()].sort());
    expect([...pages].filter(([name, text]) => written.get(name) !== text).map(([name]) => name)).toEqual([]);
  });
});

test('on a terminal of 80 columns, the page of each rule fits, but for code that would be cut', async () => {
  const { configuration } = await openConfiguration({ builtins, cwd: folder, allowCode: false });
  const wide = [...configuration.rules.values()].flatMap((entry) => {
    const page = paintMarkdown(pageFor(entry, configuration, [], codeColumns(80)), false, 80);
    const [prose = '', ...options] = page.split('\nThe longer defaults:\n');
    const code = prose.split('\n').filter((line) => !line.startsWith('    '));
    return [...code, ...options.join('\n').split('\n')]
      .filter((line) => line.length > 80 && /\S \S+ \S/.test(line.replace(/^ *(?:- )?[-\w.*]+: /, '')))
      .map((line) => `${entry.id}: ${line}`);
  });
  expect(wide).toEqual([]);
});
