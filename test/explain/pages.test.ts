import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtins } from '../../src/cli/builtin';
import { documentationPages } from '../../src/explain/pages';

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
