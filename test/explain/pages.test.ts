import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtins } from '../../src/cli/builtin';
import { documentationPages } from '../../src/explain/pages';
import { checkSamples } from '../../src/testing';

const folder = join(__dirname, '../../docs/rules');

/** After a rule's text was changed: `npm run docs`. */
describe('docs/rules', () => {
  const pages = documentationPages(builtins);

  test('has a page for each rule and an index, and nothing else', () => {
    expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
  });

  test.each([...pages.keys()])('%s is current', (name) => {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(pages.get(name));
  });
});

/** What is reported about directives comes from the engine, which has tests of its own for their samples. */
const ruled = builtins.plugins.filter(({ name }) => name !== 'directives');

test.each(ruled.map((plugin) => [plugin.name, plugin] as const))(
  'every sample of %s shows what it says',
  async (_name, plugin) => {
    expect(await checkSamples(plugin)).toEqual([]);
  },
);
