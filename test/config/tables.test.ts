import { load, mistakes, repositoryOf } from './repository';

const required = { target: '/data', source: 'any', access: 'any', when: 'always', purpose: 'the data is missing' };
const table = JSON.stringify({ required: [required] });

const requiredIn = async (files: { readonly [path: string]: string }): Promise<unknown> => {
  const configuration = await load(repositoryOf(files));
  return (configuration.setting('docker/mounts', 'train.sh', undefined).options as { readonly required: unknown }).required;
};

test('a rule takes its defaults from the table of cvl:recommended, even if nothing is extended', async () => {
  expect(await requiredIn({ '.cvlrc': 'extends: []\n' })).toMatchObject([{ target: '/workspace' }, {}, {}]);
});

test.each([
  ['a file beside the configuration', { '.cvlrc': 'tables: {mounts: ci/mounts.yaml}\n', 'ci/mounts.yaml': table }],
  ['the configuration itself', { '.cvlrc': `tables: {mounts: ${table}}\n` }],
  [
    'a pack, by a path from the pack',
    { '.cvlrc': 'extends: ./team/pack.yaml\n', 'team/pack.yaml': 'tables: {mounts: m.json}\n', 'team/m.json': table },
  ],
])('a table is replaced by one in %s', async (_, files) => {
  expect(await requiredIn(files)).toEqual([required]);
});

test('options in a rule win over its table', async () => {
  const files = { '.cvlrc': `tables: {mounts: ${table}}\nrules: {docker/mounts: [error, {required: []}]}\n` };
  expect(await requiredIn(files)).toEqual([]);
});

test('mistakes in tables are reported at their place', async () => {
  expect(await mistakes(repositoryOf({ '.cvlrc': 'tables: {mount: m.yaml}\n', 'm.yaml': '{}' }))).toEqual([
    expect.stringMatching(/^m\.yaml:1:1 No rule reads a table "mount"\. Did you mean "mounts"\?$/),
  ]);
  expect(await mistakes(repositoryOf({ '.cvlrc': 'tables: {mounts: m.yaml}\n' }))).toEqual([
    '.cvlrc:1:18 There is no table "m.yaml".',
  ]);
  expect(await mistakes(repositoryOf({ '.cvlrc': 'tables: {mounts: ../m.yaml}\n' }))).toHaveLength(1);
  expect(
    await mistakes(repositoryOf({ '.cvlrc': 'tables:\n  mounts:\n    required:\n      - {target: data, purpose: x}\n' })),
  ).toEqual(
    expect.arrayContaining([expect.stringMatching(/^\.cvlrc:4:18 The table "mounts\.required" can.t be used\. "\[0\]\.target"/)]),
  );
});

test('keys that a table leaves out stay as they are, and a table of another shape is a mistake', async () => {
  const configuration = await load(repositoryOf({ '.cvlrc': `tables: {mounts: ${table}}\n` }));
  const { options } = configuration.setting('docker/mount-root', 'train.sh', undefined);
  expect(Object.values(options as object)).not.toContain(undefined);
  expect(configuration.tables.get('mounts')).toMatchObject({ required: [required], roots: { '/cvlization_repo': 'repository' } });
  const shape = await mistakes(repositoryOf({ '.cvlrc': 'tables: {mounts: &a [*a]}\n' }));
  expect(shape).toEqual(['.cvlrc:1:21 The table "mounts" must be a mapping.']);
});
