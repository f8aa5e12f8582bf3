import type { Rule, Sample, SampleFile as MemoryFile } from '../../src/api';
import type { Finding, LintResult } from '../../src/api/finding';
import { badSamples } from '../../src/api/samples';
import { builtins } from '../../src/cli/builtin';
import { editsOf } from '../../src/engine/fix-template';
import { applyFixes } from '../../src/fix/edits';
import { lintSample } from '../../src/testing';

const rules = builtins.plugins.flatMap((plugin) =>
  (plugin.rules ?? []).map((rule) => ({ id: `${plugin.name}/${rule.name}`, rule })),
);
const fixing = rules.filter(({ rule }) => (rule.fixes || rule.fixable) && rule.scope !== 'directives');
/** Rules that say that a file can't be read. */
const syntax = builtins.plugins
  .map((plugin) => ({ ...plugin, rules: (plugin.rules ?? []).filter(({ name }) => name === 'syntax') }))
  .filter((plugin) => plugin.rules.length > 0);

/** The sample with the fix of one finding applied. */
async function fixed(rule: Rule, sample: Sample, finding: Finding) {
  const { text } = await lintSample(rule, sample);
  const files: { [path: string]: MemoryFile } = {};
  const given = typeof sample === 'string' ? {} : sample;
  for (const [path, file] of Object.entries(given)) files[path.startsWith('/') ? path : `/examples/demo/${path}`] = file;
  for (const [path, content] of applyFixes([finding], text).texts) {
    const before = files[`/${path}`];
    files[`/${path}`] = typeof before === 'object' ? { ...before, text: content } : content;
  }
  return lintSample(rule, files, { beside: syntax });
}

const messages = ({ findings }: LintResult): readonly string[] => findings.map(({ message }) => message);

test.each(fixing)('what $id fixes in its samples is no longer found, and nothing else is', async ({ rule }) => {
  for (const { sample } of badSamples(rule.docs)) {
    const before = await lintSample(rule, sample, { beside: syntax });
    for (const finding of before.findings.filter(({ fix }) => fix)) {
      const after = await fixed(rule, sample, finding);
      expect(messages(after)).not.toContain(finding.message);
      expect(messages(after).filter((message) => !messages(before).includes(message))).toEqual([]);
      expect(after.crashed).toBe(false);
    }
  }
});

/** What a message says to write: `Write`, `Add`, and the like, and words in backticks. */
const namesWords =
  /\b(?:write|add|use|set|pass|start with|did you mean|replace .* (?:by|with)|put|name|call|install|declare|should be|import|list|mount) (?:(?:it|this|them|as|to|at|the end) )*`/i;

test('rules that say so have fixes, and so do most that name the words to write', async () => {
  const found = new Map<string, readonly Finding[]>();
  for (const { id, rule } of rules.filter(({ rule: { scope } }) => scope !== 'directives')) {
    const results = await Promise.all(badSamples(rule.docs).map(({ sample }) => lintSample(rule, sample)));
    found.set(
      id,
      results.flatMap(({ findings }) => findings),
    );
  }
  const writes = (id: string): boolean => found.get(id)?.some(({ fix }) => fix) ?? false;
  expect(fixing.map(({ id }) => id).filter((id) => !writes(id))).toEqual([]);
  const naming = [...found].filter(([, findings]) => findings.some(({ message }) => namesWords.test(message)));
  expect(naming.length).toBeGreaterThan(100);
  expect(naming.filter(([id]) => writes(id)).length / naming.length).toBeGreaterThan(0.6);
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
