import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import example from '../../plugins/example';
import files from '../../plugins/files';
import type { Finding, LintResult, Rule } from '../../src/api';
import { builtins } from '../../src/cli/builtin';
import { lint } from '../../src/engine/lint';
import { openProject } from '../../src/engine/project';
import { exitCodeOf } from '../../src/engine/verdict';
import { lintSample } from '../../src/testing';

/** Findings of all rules on metadata and files, each run alone; a crash is a finding of the rule `internal/…`. */
async function allFindings(sample: Parameters<typeof lintSample>[1]): Promise<readonly Finding[]> {
  const rules: readonly Rule[] = [...(example.rules ?? []), ...(files.rules ?? [])];
  const results = await Promise.all(rules.map((rule) => lintSample(rule, sample)));
  return results.flatMap(({ findings }) => findings);
}

const crashes = (findings: readonly Finding[]) => findings.filter(({ rule }) => rule === 'internal/rule-crashed');

describe('example.yaml of any content', () => {
  test('arbitrary bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(crashes(await allFindings({ 'example.yaml': { bytes } }))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('any value in any field', async () => {
    const fields = [
      'name',
      'capability',
      'stability',
      'presets',
      'resources',
      'tags',
      'modalities',
      'verification',
      'archived',
      'cog',
      'image',
    ];
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...fields), fc.jsonValue({ maxDepth: 3 })), async (data) => {
        expect(crashes(await allFindings(JSON.stringify(data)))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('a field called %s', async (name) => {
    const text = `${name}: 1\npresets:\n  ${name}: {script: ${name}}\nresources: {${name}: 1}\ntags: [${name}]\n`;
    expect(crashes(await allFindings(text))).toEqual([]);
  });
});

describe('a repository on disk', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'cvl-robustness-'));
    execFileSync('git', ['init', '-q'], { cwd: root });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  async function lintRoot(): Promise<LintResult> {
    const project = await openProject({ builtins, cwd: root, paths: [] });
    return lint({ ...project, version: '0.0.0', today: '2025-01-01' });
  }

  async function findingsOf(metadata: string): Promise<readonly Finding[]> {
    write('examples/demo/example.yaml', metadata);
    return (await lintRoot()).findings;
  }

  test('an alias bomb is a finding, and is not expanded', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level++)
      lines.push(
        `a${level}: &a${level} [${Array(9)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    const findings = await findingsOf(`${lines.join('\n')}\nname: demo\n`);
    expect(crashes(findings)).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toContain('example/syntax');
  });

  test('a value that contains itself', async () => {
    expect(crashes(await findingsOf('presets: &p\n  train: *p\ntags: &t [*t]\nresources: &r {gpu: *r}\n'))).toEqual([]);
  });

  test('ten thousand keys, everywhere', async () => {
    const many = (indent: string, line: (index: number) => string): string =>
      Array.from({ length: 10_000 }, (_, index) => indent + line(index)).join('\n');
    const text = [
      many('', (index) => `key${index}: 1`),
      'presets:',
      many('  ', (index) => `p${index}: {script: s${index}.sh}`),
      'resources:',
      many('  ', (index) => `gp${index}: 1`),
      `tags: [${Array.from({ length: 10_000 }, (_, index) => `t${index}`).join(', ')}]`,
    ].join('\n');
    expect(crashes(await findingsOf(text))).toEqual([]);
  });

  test('nesting that is too deep to read', async () => {
    expect(crashes(await findingsOf(`tags: ${'['.repeat(20_000)}`))).toEqual([]);
    expect(crashes(await findingsOf(`presets: ${'{a: '.repeat(5_000)}1${'}'.repeat(5_000)}`))).toEqual([]);
  });

  test('links in circles, out of the repository and to nowhere', async () => {
    write(
      'examples/demo/example.yaml',
      'name: demo\npresets:\n  a: {script: loop.sh}\n  b: {script: out.sh}\n  c: {script: gone.sh}\n',
    );
    symlinkSync('.', join(root, 'examples/demo/again'));
    symlinkSync('loop.sh', join(root, 'examples/demo/loop.sh'));
    symlinkSync('/etc/passwd', join(root, 'examples/demo/out.sh'));
    symlinkSync('nowhere', join(root, 'examples/demo/gone.sh'));
    mkdirSync(join(root, 'examples/other'));
    symlinkSync('/etc/passwd', join(root, 'examples/other/example.yaml'));
    const result = await lintRoot();
    expect(crashes(result.findings)).toEqual([]);
    const scripts = result.findings.filter(({ rule }) => rule === 'example/preset-script');
    expect(scripts.map(({ messageId }) => messageId)).toEqual(['missing', 'missing', 'missing']);
    expect(JSON.stringify(result.findings)).not.toContain('root:');
    expect(exitCodeOf(result, { failOn: 'error', maxWarnings: undefined })).toBe(1);
  });

  test('names with line breaks and escape characters', async () => {
    const folder = 'examples/\u001b[31mred\nnext';
    write(`${folder}/example.yaml`, 'name: "\\e[31mred"\npresets:\n  "\\n": {script: "\\e.sh"}\n"\\e]0;x\\a": 1\n');
    write(`${folder}/train\n.sh`, 'echo\n');
    const result = await lintRoot();
    expect(crashes(result.findings)).toEqual([]);
    expect(result.findings.some(({ at }) => at.file === `${folder}/example.yaml`)).toBe(true);
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? test.skip : test)('a file that may not be read (needs a user other than root)', async () => {
    write('examples/demo/example.yaml', 'name: demo\n');
    chmodSync(join(root, 'examples/demo/example.yaml'), 0);
    const result = await lintRoot();
    expect(result.findings.map(({ rule }) => rule)).toContain('example/readable');
  });

  test('a folder where the metadata should be', async () => {
    mkdirSync(join(root, 'examples/demo/example.yaml'), { recursive: true });
    write('examples/demo/train.sh', '#!/bin/bash\n');
    expect(crashes((await lintRoot()).findings)).toEqual([]);
  });

  test('an empty repository', async () => {
    expect((await lintRoot()).findings).toEqual([]);
  });
});
