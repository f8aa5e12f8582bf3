import { lintFiles } from '../../robustness/subject';

const fixes = async (below: string) => {
  const { findings } = await lintFiles({
    'examples/demo/example.yaml': `name: demo\n# cvl-disable-next-line docker/flags -- why\n${below}\n`,
  });
  return findings.filter(({ rule }) => rule === 'directives/unused').map(({ fix }) => fix?.length ?? 0);
};

test('a comment that ends a value in YAML stays, because the lines around it would become one value', async () => {
  expect(await fixes('  tags: [a]')).toEqual([0]);
});

test('another comment of its own line is removed', async () => {
  expect(await fixes('tags: [a]')).toEqual([1]);
});
