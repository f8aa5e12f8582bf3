import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describeRule } from '../../src/engine/describe';
import { lint } from '../../src/engine/lint';
import { rulePage } from '../../src/explain/rule-page';
import { memoryTree } from '../../src/model/memory';
import { createRepository } from '../../src/model/repository';
import { pointedAt } from '../../src/testing';
import { configured, load, mistakes, repositoryOf } from './repository';

const owner = `checks:
  acme/owner:
    on: metadata
    require: has(metadata.owner) && metadata.owner.startsWith("@acme/")
    message: "{{ metadata.name }} names no owner"
`;

describe('a check that a configuration states', () => {
  test('is a rule like any other: on as an error, and set where rules are set', async () => {
    const root = configured(`${owner}
rules: {acme/owner: warning}
overrides:
  - files: old/
    rules: {acme/owner: off}
suppressions:
  - {rule: acme/owner, files: demos/}
`);
    const configuration = await load(root);
    expect(configuration.setting('acme/owner', 'a/example.yaml', undefined)).toMatchObject({
      severity: 'warning',
      history: [
        { severity: 'warning', origin: { line: 7 } },
        { severity: 'error', origin: { name: '.cvlrc', line: 2 } },
      ],
    });
    expect(configuration.setting('acme/owner', 'old/a', undefined).severity).toBe('off');
    expect((await load(root, { commandLineRules: ['acme/owner:info'] })).setting('acme/owner', 'x', undefined).severity).toBe(
      'info',
    );
  });

  test('has a severity of its own', async () => {
    const configuration = await load(configured(`${owner}    severity: info\n`));
    expect(configuration.setting('acme/owner', 'x', undefined).severity).toBe('info');
  });

  test('has a page that shows the condition', async () => {
    const configuration = await load(configured(`${owner}    why: Somebody has to know.\n    summary: Owners are named\n`));
    const entry = configuration.rules.get('acme/owner')!;
    const page = rulePage(describeRule(entry, configuration.tables), { where: [], scope: entry.rule.scope });
    expect(page).toContain('# acme/owner\n\nOwners are named.');
    expect(page).toContain('Somebody has to know.');
    expect(page).toContain('require: has(metadata.owner)');
  });

  test('comes with a pack, needs no code, and can be turned off', async () => {
    const root = repositoryOf({ '.cvlrc': 'extends: ./team.yaml\nrules: {acme/owner: off}', 'team.yaml': owner });
    const configuration = await load(root, { allowCode: false });
    expect(configuration.rules.has('acme/owner')).toBe(true);
    expect(configuration.canBeOn('acme/owner')).toBe(false);
  });

  test('stands beside the rules that a plugin of the same family has in code', async () => {
    const root = configured('extends: ./team');
    cpSync(join(__dirname, '../fixtures/packs/team'), join(root, 'team'), { recursive: true });
    const configuration = await load(root);
    expect([...configuration.rules.keys()].filter((id) => id.startsWith('acme/'))).toEqual(['acme/data-read-only', 'acme/owner']);
    expect(configuration.setting('acme/data-read-only', 'x', undefined)).toMatchObject({
      severity: 'warning',
      history: [{ origin: { name: 'team/pack.yaml', line: 25 } }],
    });
  });
});

test('the check of the pack of a team finds, and is accepted by a directive', async () => {
  const root = configured('extends: ./team');
  cpSync(join(__dirname, '../fixtures/packs/team'), join(root, 'team'), { recursive: true });
  const configuration = await load(root);
  const script = [
    '#!/bin/bash',
    'set -e',
    'MOUNTS=(-v /srv/sets:/data)',
    'docker run --rm "${MOUNTS[@]}" demo train',
    'docker run --rm -v /srv/sets:/data:ro demo evaluate',
    'docker run --rm -v /srv/a:/data demo a # cvl-disable-line acme/data-read-only -- it fills /srv/a',
    '',
  ].join('\n');
  const files = { 'demo/example.yaml': 'name: demo\n', 'demo/train.sh': script };
  const repository = createRepository(memoryTree(files), { examples: configuration.examples, ignores: () => false });
  const options = { repository, configuration, paths: [''], version: '0.0.0', today: '2025-01-01' };
  const result = await lint(options);
  const found = result.findings.filter(({ rule }) => rule === 'acme/data-read-only');
  expect(found.map((finding) => [finding.severity, finding.message, pointedAt(result, finding)])).toEqual([
    ['warning', '/srv/sets is mounted at /data and can be written to; add `,readonly` or `:ro`', '/srv/sets'],
  ]);
  expect(found[0]).toMatchObject({ at: { file: 'demo/train.sh', start: script.indexOf('/srv/sets') } });
  expect(result.suppressed.map(({ rule }) => rule)).toContain('acme/data-read-only');
});

describe('mistakes in checks', () => {
  const check = (lines: string): string => `checks:\n  acme/x:\n${lines.replace(/^/gm, '    ')}\n`;

  test.each<[string, string, string[]]>([
    [
      'a variable that there is not',
      check('on: metadata\nmessage: m\nrequire: has(metadta.owner)'),
      ['.cvlrc:5:18 acme/x: "require" asks for the unknown variable "metadta"; did you mean "metadata"?'],
    ],
    [
      'a field that there is not, in a quoted text',
      check(String.raw`on: launch${'\n'}message: m${'\n'}forbid: "launch.image == \"a\" || launch.mouts == []"`),
      ['.cvlrc:5:46 acme/x: "forbid" asks for "mouts", which Launch does not have; did you mean "mounts"?'],
    ],
    [
      'a field inside a loop, in a folded text',
      check('on: launch\nmessage: m\nforbid: >-\n  launch.mounts.exists(m,\n    m.tagret == "/data")'),
      ['.cvlrc:7:11 acme/x: "forbid" asks for "tagret", which Mount does not have; did you mean "target"?'],
    ],
    [
      'a field in a text of single quotes',
      check("on: launch\nmessage: m\nforbid: 'launch.image == ''a'' && launch.imge == \"\"'"),
      ['.cvlrc:5:46 acme/x: "forbid" asks for "imge", which Launch does not have; did you mean "image"?'],
    ],
    [
      'syntax',
      check('on: metadata\nmessage: m\nrequire: has(metadata.a) &&'),
      ['.cvlrc:5:32 acme/x: "require" breaks off: something is missing at its end.'],
    ],
    [
      'types that do not go together',
      check('on: launch\nmessage: m\nrequire: launch.privileged && launch.image > 3'),
      ['.cvlrc:5:35 acme/x: "require" cannot be read: no such overload: string > int.'],
    ],
    [
      'a condition that is none',
      check('on: launch\nmessage: m\nrequire: launch.image'),
      ['.cvlrc:5:14 acme/x: "require" must be true or false, not a string.'],
    ],
    [
      'an expression in the message',
      check('on: launch\nmessage: "{{ launch.image }} and {{ launch.imag }}"\nrequire: "true"'),
      ['.cvlrc:4:48 acme/x: "message" asks for "imag", which Launch does not have; did you mean "image"?'],
    ],
    [
      'a place that is none',
      check('on: launch\nmessage: m\nrequire: "true"\nat: "1 + 2"'),
      ['.cvlrc:6:10 acme/x: "at" must lead to a value, such as metadata.owner or launch.image.'],
    ],
    [
      'each of what is no list',
      check('on: launch\nmessage: m\nforbid: item == ""\neach: launch.image'),
      ['.cvlrc:6:11 acme/x: "each" must be a list, not a string.'],
    ],
    ['no condition', check('on: launch\nmessage: m'), ['.cvlrc:3:9 acme/x: "on" needs a condition: add "require" or "forbid".']],
    [
      'two conditions',
      check('on: launch\nmessage: m\nforbid: "true"\nrequire: "true"'),
      ['.cvlrc:5:14 acme/x: "forbid" cannot stand beside "require": a check states one condition.'],
    ],
    [
      'an unknown target',
      check('on: lanch\nmessage: m\nforbid: "true"'),
      [expect.stringMatching(/^\.cvlrc:3:9 .*"lanch"; did you mean "launch"\?$/) as unknown as string],
    ],
    [
      'a misspelt key',
      check('on: launch\nmesage: m\nforbid: "true"'),
      [expect.stringMatching(/^\.cvlrc:4:5 Unknown key "mesage".*did you mean "message"\?$/) as unknown as string],
    ],
    [
      'a pattern',
      check('on: script\nmessage: m\nforbid: script.text.matches("(")'),
      ['.cvlrc:5:33 acme/x: "forbid" holds a text that is no regular expression.'],
    ],
    [
      'lists that are joined',
      check('on: launch\nmessage: m\nforbid: size(launch.env_files + ["a"]) > 3'),
      ['.cvlrc:5:18 acme/x: "forbid" cannot join lists with +: some of them are known only in part.'],
    ],
    [
      "an id of cvl's own rules",
      'checks:\n  example/owner: {on: metadata, message: m, forbid: "true"}\n',
      [`.cvlrc:2:3 The rules "example/…" are cvl's own. Begin the id with a name of yours, such as "acme/owner".`],
    ],
    [
      'an id without a family',
      'checks:\n  owner: {on: metadata, message: m, forbid: "true"}\n',
      [
        '.cvlrc:2:3 The id of a check must be lowercase letters, digits, and hyphens with one slash, such as "acme/owner", not "owner".',
      ],
    ],
  ])('%s', async (_what, text, expected) => {
    expect(await mistakes(configured(text))).toEqual(expected);
  });

  test('one id twice, in a pack and here', async () => {
    const root = repositoryOf({ '.cvlrc': `extends: ./team.yaml\n${owner}`, 'team.yaml': owner });
    expect(await mistakes(root)).toEqual([
      '.cvlrc:3:3 team.yaml already has a check "acme/owner". Set its severity in "rules", or give this one another name.',
    ]);
  });

  test('a rule of that name in code', async () => {
    const root = configured(`plugins: [./own.ts]\n${owner}`, {
      'own.ts': `export default { name: 'acme', api: 1, rules: [{ name: 'owner', scope: 'metadata', docs: { summary: 's', why: '' }, messages: {}, check: () => [] }] };`,
    });
    expect(await mistakes(root)).toEqual([
      '.cvlrc:3:3 The plugin "acme" already has a rule "acme/owner". Give this check another name.',
    ]);
  });

  test('in configuration that is code, the file is named', async () => {
    const root = repositoryOf({
      'cvl.config.mjs': `export default { checks: { 'acme/x': { on: 'launch', message: 'm', forbid: 'launch.imag == ""' } } };`,
    });
    expect(await mistakes(root)).toEqual([
      'cvl.config.mjs acme/x: "forbid" asks for "imag", which Launch does not have; did you mean "image"?',
    ]);
  });
});
