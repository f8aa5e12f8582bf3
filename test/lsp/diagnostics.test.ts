import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver/node';
import { type Editor, type Folder, folderOf, rulesOf, startEditor } from './client';

const configuration = `extends: []
rules:
  example/name-format: warning
  example/preset-script: error
  example/name-unique: error
  docker/terminal: error
  docker/image-build: error
  directives/unused: warning
rulePages: https://example.com/{plugin}/{name}
`;
const train = '#!/bin/bash\nset -euo pipefail\ndocker run --rm demo:1.0 python train.py\n';
const files = {
  '.cvlrc': configuration,
  'demo/example.yaml': 'name: demo\npresets:\n  train:\n    script: train.sh\n',
  'demo/train.sh': train,
  'other/example.yaml': 'name: The_Other\n',
};

let folder: Folder;
let editor: Editor;
beforeEach(async () => {
  folder = folderOf(files);
  editor = await startEditor(folder);
});
afterEach(async () => {
  await editor.close();
  folder.remove();
});

test('what is typed is judged before it is saved, and what is undone is cleared', async () => {
  editor.open('demo/train.sh', train);
  editor.change('demo/train.sh', train.replace('--rm', '--rm -it'), 2);
  const [finding] = await editor.diagnostics('demo/train.sh', (found) => rulesOf(found).includes('docker/terminal'));
  expect(finding).toMatchObject({
    range: { start: { line: 2, character: 18 }, end: { line: 2, character: 19 } },
    severity: DiagnosticSeverity.Error,
    code: 'docker/terminal',
    codeDescription: { href: 'https://example.com/docker/terminal' },
    source: 'cvl',
  });
  editor.change('demo/train.sh', train, 3);
  await editor.diagnostics('demo/train.sh', (found) => !rulesOf(found).includes('docker/terminal'));
});

test('a change in one file is judged in the others that rest on it, open or not', async () => {
  editor.open('demo/example.yaml', files['demo/example.yaml']);
  await editor.diagnostics('other/example.yaml', (found) => rulesOf(found).includes('example/name-format'));
  editor.change('demo/example.yaml', files['demo/example.yaml'].replace('demo', 'The_Other'), 2);
  await editor.diagnostics('other/example.yaml', (found) => rulesOf(found).includes('example/name-unique'));
  editor.change('demo/example.yaml', files['demo/example.yaml'], 3);
  await editor.diagnostics('other/example.yaml', (found) => !rulesOf(found).includes('example/name-unique'));
});

test('characters are counted as editors count them', async () => {
  const text = train.replace('docker', 'echo "🚂é" && docker').replace('--rm', '-it');
  editor.open('demo/train.sh', text);
  const [finding] = await editor.diagnostics('demo/train.sh', (found) => rulesOf(found).includes('docker/terminal'));
  expect(finding?.range.start).toEqual({ line: 2, character: text.split('\n')[2]!.indexOf('t demo') });
});

test('a comment that hides nothing is faded', async () => {
  editor.open('demo/train.sh', train.replace('docker', '# cvl-disable-next-line docker/terminal -- Why.\ndocker'));
  const [finding] = await editor.diagnostics('demo/train.sh', (found) => found.length > 0);
  expect(finding).toMatchObject({ code: 'directives/unused', tags: [DiagnosticTag.Unnecessary] });
});

test('results of an older text are never sent for a newer one', async () => {
  editor.open('demo/train.sh', train);
  for (let version = 2; version <= 40; version++)
    editor.change('demo/train.sh', version % 2 === 0 ? train.replace('--rm', '-it') : train, version);
  editor.change('demo/train.sh', `${train}# the end\n`, 41);
  await editor.ask('textDocument/codeAction', {
    textDocument: { uri: folder.uri('demo/train.sh') },
    range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
    context: { diagnostics: [] },
  });
  const sent = editor.published.filter(({ uri }) => uri === folder.uri('demo/train.sh'));
  expect(sent.at(-1)?.diagnostics ?? []).toEqual([]);
  for (const { version = 0, diagnostics } of sent)
    expect([version, rulesOf(diagnostics).includes('docker/terminal')]).toEqual([version, version % 2 === 0]);
});

test('files that change on disk are judged again', async () => {
  editor.open('demo/example.yaml', files['demo/example.yaml']);
  await editor.diagnostics('other/example.yaml', (found) => found.length > 0);
  rmSync(join(folder.root, 'demo/train.sh'));
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: folder.uri('demo/train.sh'), type: 3 }] });
  await editor.diagnostics('demo/example.yaml', (found) => rulesOf(found).includes('example/preset-script'));
  folder.write('demo/train.sh', train);
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: folder.uri('demo/train.sh'), type: 1 }] });
  await editor.diagnostics('demo/example.yaml', (found) => found.length === 0);
});

test('a broken configuration is shown where it is, and another one applies when it is saved', async () => {
  editor.open('other/example.yaml', files['other/example.yaml']);
  await editor.diagnostics('other/example.yaml', (found) => found[0]?.severity === DiagnosticSeverity.Warning);
  const save = (text: string): void => {
    folder.write('.cvlrc', text);
    editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: folder.uri('.cvlrc'), type: 2 }] });
  };
  save('extends: []\nrules:\n  example/name-formt: warning\n');
  const [mistake] = await editor.diagnostics('.cvlrc', (found) => found.length > 0);
  expect(mistake).toMatchObject({ range: { start: { line: 2, character: 2 } }, message: expect.stringContaining('name-format') });
  expect(editor.messages).toEqual([expect.stringMatching(/^cvl: \.cvlrc:3 /)]);
  save(configuration.replace('name-format: warning', 'name-format: error'));
  await editor.diagnostics('.cvlrc', (found) => found.length === 0);
  await editor.diagnostics('other/example.yaml', (found) => found[0]?.severity === DiagnosticSeverity.Error);
});

test('each folder of the workspace has its own configuration', async () => {
  const second = folderOf({
    '.cvlrc': 'extends: []\nrules: { example/name-format: info }\n',
    'e/example.yaml': 'name: The_Third\n',
  });
  editor.notify('workspace/didChangeWorkspaceFolders', {
    event: { added: [{ uri: second.uri(''), name: 'second' }], removed: [] },
  });
  editor.notify('textDocument/didOpen', {
    textDocument: { uri: second.uri('e/example.yaml'), languageId: 'yaml', version: 1, text: 'name: The_Third\n' },
  });
  editor.open('other/example.yaml', files['other/example.yaml']);
  await editor.diagnostics('other/example.yaml', (found) => found[0]?.severity === DiagnosticSeverity.Warning);
  await editor.diagnostics(join('..', second.root.split('/').at(-1)!, 'e/example.yaml'), (found) => found.length === 1);
  const sent = editor.published.findLast(({ uri }) => uri === second.uri('e/example.yaml'));
  expect(sent?.diagnostics[0]?.severity).toBe(DiagnosticSeverity.Information);
  second.remove();
});

describe('code of a configuration', () => {
  const plugin = `export default {
  name: 'team', api: 1,
  rules: [{
    name: 'owner', scope: 'metadata',
    docs: { summary: 's', why: 'w', bad: 'a: b', good: 'owner: me' },
    messages: { none: 'There is no owner.' },
    *check({ data, path }) { if (!data.owner) yield { message: 'none', at: { file: path } }; },
  }],
};\n`;

  test('runs from the folder that is open, but not where the editor does not trust it', async () => {
    const trusted = folderOf({
      ...files,
      '.cvlrc': 'extends: []\nplugins: [./plugin.mjs]\nrules: { team/owner: error }\n',
      'plugin.mjs': plugin,
    });
    const first = await startEditor(trusted);
    first.open('demo/example.yaml', files['demo/example.yaml']);
    await first.diagnostics('demo/example.yaml', (found) => rulesOf(found).includes('team/owner'));
    await first.close();
    const second = await startEditor(trusted, { initializationOptions: { allowCode: false } });
    second.open('demo/example.yaml', files['demo/example.yaml']);
    const refused = await second.diagnostics('.cvlrc', (found) => found.length > 0);
    expect(refused[0]?.message).toContain('is code');
    expect(second.published.flatMap(({ diagnostics }) => rulesOf(diagnostics))).not.toContain('team/owner');
    await second.close();
    trusted.remove();
  });

  test('never runs from a repository below the folder that is open', async () => {
    mkdirSync(join(folder.root, 'vendored/.git'), { recursive: true });
    folder.write('vendored/.cvlrc', 'extends: []\nplugins: [./plugin.mjs]\nrules: { team/owner: error }\n');
    folder.write('vendored/plugin.mjs', plugin);
    folder.write('vendored/e/example.yaml', 'name: e\n');
    editor.open('vendored/e/example.yaml', 'name: e\n');
    const refused = await editor.diagnostics('vendored/.cvlrc', (found) => found.length > 0);
    expect(refused[0]?.message).toContain('is code');
  });
});
