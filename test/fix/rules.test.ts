import type { Rule, Sample } from '../../src/api';
import type { Finding } from '../../src/api/finding';
import { badSamples } from '../../src/api/samples';
import { builtins } from '../../src/cli/builtin';
import { editsOf } from '../../src/engine/fix-template';
import { applyFixes } from '../../src/fix/edits';
import { lintSample } from '../../src/testing';

const rules = builtins.plugins.flatMap((plugin) =>
  (plugin.rules ?? []).map((rule) => ({ id: `${plugin.name}/${rule.name}`, rule })),
);
const fixing = rules.filter(({ rule }) => rule.fixes && rule.scope !== 'directives');

/** The sample with the fix of one finding applied. Paths from the root are written with a slash. */
async function fixed(rule: Rule, sample: Sample, finding: Finding) {
  const { text } = await lintSample(rule, sample);
  const { texts } = applyFixes([finding], text);
  const files = typeof sample === 'string' ? {} : sample;
  const changed = Object.fromEntries(
    [...texts].map(([path, content]) => [path.startsWith('examples/demo/') ? path.slice(14) : `/${path}`, content]),
  );
  const merged: { [path: string]: unknown } = { ...files };
  for (const [path, content] of Object.entries(changed)) {
    const before = merged[path];
    merged[path] = typeof before === 'object' ? { ...before, text: content } : content;
  }
  return lintSample(
    rule,
    typeof sample === 'string' && Object.keys(changed).length === 1 ? Object.values(changed)[0]! : (merged as Sample),
  );
}

test.each(fixing)('what $id fixes in its samples is no longer found', async ({ rule }) => {
  let count = 0;
  for (const { sample } of badSamples(rule.docs)) {
    const { findings } = await lintSample(rule, sample);
    for (const finding of findings.filter(({ fix }) => fix)) {
      count++;
      const after = await fixed(rule, sample, finding);
      expect(after.findings.map(({ message }) => message)).not.toContain(finding.message);
      expect(after.crashed).toBe(false);
    }
  }
  expect(count).toBeGreaterThan(0);
});

describe('a fix is not made', () => {
  const rule = (id: string): Rule => rules.find((each) => each.id === id)!.rule;
  const fixesOf = async (id: string, sample: Sample) => (await lintSample(rule(id), sample)).findings.map(({ fix }) => fix);

  test('where two keys seem to be misspellings of one', async () => {
    const twice = await fixesOf('example/schema', 'nname: demo\nname1: demo\ncapability: a/b\nstability: stable\npresets: {}\n');
    expect(twice.length).toBeGreaterThan(1);
    expect(twice.filter(Boolean)).toEqual([]);
    const once = await fixesOf('example/schema', 'nname: demo\ncapability: a/b\nstability: stable\npresets: {}\n');
    expect(once.filter(Boolean)).toHaveLength(1);
  });

  test.each(['--epoch;reboot', '--epoch$(reboot)', '--epoch`reboot`', '--epochs\nreboot', '--epo|chs', '--epo)chs', '--epo&chs'])(
    'where a name in another file would be more than a word: %j',
    async (option) => {
      const sample = {
        'train.sh': '#!/bin/bash\ndocker run --rm -v "$PWD:/app" -w /app demo python train.py --epochz 3\n',
        'train.py': `import argparse\np = argparse.ArgumentParser()\np.add_argument(${JSON.stringify(option)})\np.parse_args()\n`,
      };
      expect(await fixesOf('python/arguments', sample)).toEqual([undefined]);
      const plain = { ...sample, 'train.py': sample['train.py'].replace(JSON.stringify(option), '"--epochs"') };
      expect((await fixesOf('python/arguments', plain)).filter(Boolean)).toHaveLength(1);
    },
  );

  test('where the name of a file would be more than a word', () => {
    const at = { file: 'train.sh', start: 5, end: 15 };
    const report = (near: string) => ({ message: 'misspelled', at, data: { path: 'config.py', near } });
    const edits = (near: string, by = '{{near}}') =>
      editsOf({ replace: '{{path}}', by }, report(near), 'from config.py # config');
    expect(edits('config2.py')).toHaveLength(1);
    for (const name of ['a;b', 'a\nb', 'a`b`', 'a|b', 'a>b', 'a#b', 'a\\b', 'a*', 'a(b)', 'a\u001b[31m'])
      expect(edits(name)).toBeUndefined();
    expect(edits('b', '({{near}})')).toHaveLength(1);
  });
});
