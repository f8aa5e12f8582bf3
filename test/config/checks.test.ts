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
    message: "{{ metadata.name }} has no owner."
`;

describe('a check in a configuration', () => {
  test('is a rule like any other: an error by default, configured under rules', async () => {
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

  test('can set its own severity', async () => {
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

  test('can be in a pack, needs no code, and can be turned off', async () => {
    const root = repositoryOf({ '.cvlrc': 'extends: ./team.yaml\nrules: {acme/owner: off}', 'team.yaml': owner });
    const configuration = await load(root, { allowCode: false });
    expect(configuration.rules.has('acme/owner')).toBe(true);
    expect(configuration.canBeOn('acme/owner')).toBe(false);
  });

  test('can be in the same family as the rules of a plugin', async () => {
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

test("the check of a team's pack reports findings, and a directive suppresses one", async () => {
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
    ['warning', '/srv/sets is mounted at /data with write access. Add `,readonly` or `:ro`.', '/srv/sets'],
  ]);
  expect(found[0]).toMatchObject({ at: { file: 'demo/train.sh', start: script.indexOf('/srv/sets') } });
  expect(result.suppressed.map(({ rule }) => rule)).toContain('acme/data-read-only');
});

describe('mistakes in checks', () => {
  const check = (lines: string): string => `checks:\n  acme/x:\n${lines.replace(/^/gm, '    ')}\n`;

  test.each<[string, string, string[]]>([
    [
      'an unknown variable',
      check('on: metadata\nmessage: m\nrequire: has(metadta.owner)'),
      ['.cvlrc:5:18 In acme/x, "require" uses the unknown variable "metadta". Did you mean "metadata"?'],
    ],
    [
      'an unknown variable that is close to none',
      check('on: metadata\nmessage: m\nrequire: owner == "a"'),
      ['.cvlrc:5:14 In acme/x, "require" uses the unknown variable "owner". The variables are file, example, metadata.'],
    ],
    [
      'an unknown field in a quoted text',
      check(String.raw`on: launch${'\n'}message: m${'\n'}forbid: "launch.image == \"a\" || launch.mouts == []"`),
      ['.cvlrc:5:46 In acme/x, "forbid" uses "mouts", which isn\'t a field of Launch. Did you mean "mounts"?'],
    ],
    [
      'an unknown field inside a loop, in a folded text',
      check('on: launch\nmessage: m\nforbid: >-\n  launch.mounts.exists(m,\n    m.tagret == "/data")'),
      ['.cvlrc:7:11 In acme/x, "forbid" uses "tagret", which isn\'t a field of Mount. Did you mean "target"?'],
    ],
    [
      'an unknown field in a single-quoted text',
      check("on: launch\nmessage: m\nforbid: 'launch.image == ''a'' && launch.imge == \"\"'"),
      ['.cvlrc:5:46 In acme/x, "forbid" uses "imge", which isn\'t a field of Launch. Did you mean "image"?'],
    ],
    [
      'an incomplete expression',
      check('on: metadata\nmessage: m\nrequire: has(metadata.a) &&'),
      ['.cvlrc:5:32 In acme/x, "require" is incomplete. Something is missing at its end.'],
    ],
    [
      "types that can't be compared",
      check('on: launch\nmessage: m\nrequire: launch.privileged && launch.image > 3'),
      ['.cvlrc:5:35 In acme/x, "require" isn\'t valid CEL: no such overload: string > int.'],
    ],
    [
      'a condition that is a text',
      check('on: launch\nmessage: m\nrequire: launch.image'),
      ['.cvlrc:5:14 In acme/x, "require" must be a condition that is true or false, not a string.'],
    ],
    [
      'an unknown field in the message',
      check('on: launch\nmessage: "{{ launch.image }} and {{ launch.imag }}"\nrequire: "true"'),
      ['.cvlrc:4:48 In acme/x, "message" uses "imag", which isn\'t a field of Launch. Did you mean "image"?'],
    ],
    [
      'an object in the message',
      check('on: launch\nmessage: "{{ launch.mounts }}"\nrequire: "true"'),
      ['.cvlrc:4:18 In acme/x, "message" can\'t show a list<Mount> as text. Use one of its fields.'],
    ],
    [
      'a place that is not the path of a value',
      check('on: launch\nmessage: m\nrequire: "true"\nat: "1 + 2"'),
      ['.cvlrc:6:10 In acme/x, "at" must be the path of a value, such as metadata.owner or launch.image.'],
    ],
    [
      'each of a text',
      check('on: launch\nmessage: m\nforbid: item == ""\neach: launch.image'),
      ['.cvlrc:6:11 In acme/x, "each" must be a list, not a string.'],
    ],
    [
      'no condition',
      check('on: launch\nmessage: m'),
      ['.cvlrc:3:9 In acme/x, "on" needs a condition. Add "require" or "forbid".'],
    ],
    [
      'two conditions',
      check('on: launch\nmessage: m\nforbid: "true"\nrequire: "true"'),
      ['.cvlrc:5:14 In acme/x, "forbid" can\'t be combined with "require". Keep one condition.'],
    ],
    [
      'an unknown target',
      check('on: lanch\nmessage: m\nforbid: "true"'),
      [expect.stringMatching(/^\.cvlrc:3:9 .*"lanch"\. Did you mean "launch"\?$/) as unknown as string],
    ],
    [
      'a misspelled key',
      check('on: launch\nmesage: m\nforbid: "true"'),
      [expect.stringMatching(/^\.cvlrc:4:5 Unknown key "mesage".*Did you mean "message"\?$/) as unknown as string],
    ],
    [
      'an invalid pattern',
      check('on: script\nmessage: m\nforbid: script.text.matches("(")'),
      ['.cvlrc:5:33 In acme/x, "forbid" passes "matches" an invalid regular expression.'],
    ],
    [
      'joined lists',
      check('on: launch\nmessage: m\nforbid: size(launch.env_files + ["a"]) > 3'),
      ['.cvlrc:5:18 In acme/x, "forbid" can\'t join lists with +, because some lists are known only in part.'],
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

  test('the same id in a pack and here', async () => {
    const root = repositoryOf({ '.cvlrc': `extends: ./team.yaml\n${owner}`, 'team.yaml': owner });
    expect(await mistakes(root)).toEqual([
      '.cvlrc:3:3 team.yaml already has a check "acme/owner". Set its severity in "rules", or give this one another name.',
    ]);
  });

  test('the id of a rule in code', async () => {
    const root = configured(`plugins: [./own.ts]\n${owner}`, {
      'own.ts': `export default { name: 'acme', api: 1, rules: [{ name: 'owner', scope: 'metadata', docs: { summary: 's', why: '' }, messages: {}, check: () => [] }] };`,
    });
    expect(await mistakes(root)).toEqual([
      '.cvlrc:3:3 The plugin "acme" already has a rule "acme/owner". Give this check another name.',
    ]);
  });

  test('in configuration that is code: the message names the file', async () => {
    const root = repositoryOf({
      'cvl.config.mjs': `export default { checks: { 'acme/x': { on: 'launch', message: 'm', forbid: 'launch.imag == ""' } } };`,
    });
    expect(await mistakes(root)).toEqual([
      'cvl.config.mjs In acme/x, "forbid" uses "imag", which isn\'t a field of Launch. Did you mean "image"?',
    ]);
  });
});
