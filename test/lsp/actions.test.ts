import type { CodeAction, Diagnostic, TextDocumentEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Editor, type Folder, folderOf, rulesOf, startEditor } from './client';

const configuration = 'extends: []\nrules: { docker/terminal: error, example/name-format: warning, shell/line-endings: error }\n';
const train = `#!/bin/bash
set -euo pipefail
docker run -it --rm \\
  demo:1.0 python train.py
docker run -it --rm demo:1.0 python eval.py
`;

let folder: Folder;
let editor: Editor;
beforeAll(async () => {
  folder = folderOf({
    '.cvlrc': configuration,
    'demo/example.yaml': 'name: The_Demo\n',
    'demo/train.sh': train,
    'demo/eval.sh': '#!/bin/bash\r\necho a\r\n',
  });
  editor = await startEditor(folder);
});
afterAll(async () => {
  await editor.close();
  folder.remove();
});

let version = 0;
async function findingsIn(path: string, text: string, rule: string): Promise<readonly Diagnostic[]> {
  editor.open(path, text, ++version);
  const found = await editor.diagnostics(path, (each, of) => of === version && rulesOf(each).includes(rule));
  return found.filter(({ code }) => code === rule);
}

const actionsAt = (path: string, diagnostic: Diagnostic, only?: readonly string[]): Promise<readonly CodeAction[]> =>
  editor.ask('textDocument/codeAction', {
    textDocument: { uri: folder.uri(path) },
    range: diagnostic.range,
    context: { diagnostics: [diagnostic], ...(only && { only }) },
  });

/** What an action makes of a text. */
function applied(action: CodeAction | undefined, path: string, text: string): string {
  const change = action?.edit?.documentChanges?.find(
    (each): each is TextDocumentEdit => 'textDocument' in each && each.textDocument.uri === folder.uri(path),
  );
  const document = TextDocument.create(folder.uri(path), '', 0, text);
  return TextDocument.applyEdits(document, (change?.edits ?? []) as never);
}

test('a finding can be fixed alone, or with all of its rule in the file', async () => {
  const [first] = await findingsIn('demo/train.sh', train, 'docker/terminal');
  const actions = await actionsAt('demo/train.sh', first!);
  const [one, all] = actions;
  expect(one).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: 'docker/terminal' }] });
  expect(one?.title).toMatch(/suggestion/);
  expect(applied(one, 'demo/train.sh', train).match(/-it/g)).toHaveLength(1);
  expect(all?.title).toBe('Fix all docker/terminal in this file');
  expect(applied(all, 'demo/train.sh', train)).not.toMatch(/-it/);
  const change = one?.edit?.documentChanges?.[0] as TextDocumentEdit;
  expect(change.textDocument.version).toBe(version);
});

test('a comment that disables a finding is above the whole command, and works', async () => {
  const [finding] = await findingsIn('demo/train.sh', train, 'docker/terminal');
  const actions = await actionsAt('demo/train.sh', finding!);
  const disable = actions.find(({ title }) => title === 'Disable docker/terminal on this line');
  const text = applied(disable, 'demo/train.sh', train);
  expect(text.split('\n')[2]).toMatch(/^# cvl-disable-next-line docker\/terminal -- \S/);
  editor.change('demo/train.sh', text, ++version);
  const [left, ...more] = await editor.diagnostics('demo/train.sh', (found) => found.length === 1);
  expect([left?.range.start.line, more]).toEqual([5, []]);
  const whole = actions.find(({ title }) => title === 'Disable docker/terminal in this file');
  const head = applied(whole, 'demo/train.sh', train).split('\n').slice(0, 2);
  expect(head).toEqual(['#!/bin/bash', expect.stringMatching(/^# cvl-disable-file docker\/terminal -- \S/)]);
});

test('all automatic fixes are applied together, and no suggestion with them', async () => {
  const text = '#!/bin/bash\r\ndocker run -it --rm demo:1.0 true\r\n';
  const [finding] = await findingsIn('demo/eval.sh', text, 'shell/line-endings');
  const actions = await actionsAt('demo/eval.sh', finding!, ['source.fixAll']);
  expect(actions.map(({ kind }) => kind)).toEqual(['source.fixAll.cvl']);
  expect(applied(actions[0], 'demo/eval.sh', text)).toBe('#!/bin/bash\ndocker run -it --rm demo:1.0 true\n');
});

test('the page of a rule opens', async () => {
  const [finding] = await findingsIn('demo/train.sh', train, 'docker/terminal');
  const actions = await actionsAt('demo/train.sh', finding!);
  const { command, arguments: given } = actions.find(({ title }) => title === 'Open the page of docker/terminal')!.command!;
  await editor.ask('workspace/executeCommand', { command, arguments: given });
  expect(editor.shown.map(({ uri }) => uri)).toEqual([expect.stringMatching(/docs\/rules\/docker-terminal\.md$/)]);
});
