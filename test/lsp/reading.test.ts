import type { CodeLens, CompletionItem, Hover, Location } from 'vscode-languageserver/node';
import { type Editor, type Folder, folderOf, rulesOf, startEditor } from './client';

const files = {
  '.cvlrc': 'extends: []\nrules:\n  docker/terminal: error\n',
  'demo/example.yaml': 'name: demo\nstability: stable\nimage: demo:1.0\npresets:\n  train:\n    script: train.sh\n',
  'demo/build.sh': '#!/bin/bash\ncd "$(dirname "$0")"\ndocker build -t demo:1.0 .\n',
  'demo/Dockerfile': 'FROM python:3.12\nCOPY train.py /workspace/\nWORKDIR /workspace\n',
  'demo/train.sh': `#!/bin/bash
set -euo pipefail
cd "$(dirname "$0")"
docker run --rm --gpus all -e EPOCHS=3 -v "$PWD":/workspace demo:1.0 python train.py
`,
  'demo/train.py': 'import os\nepochs = int(os.environ.get("EPOCHS", "1"))\nprint(epochs)\n',
  'demo/compose.yaml': 'services:\n  web:\n    image: nginx:1.27\n    command: nginx\n',
};

let folder: Folder;
let editor: Editor;
beforeAll(async () => {
  folder = folderOf(files);
  editor = await startEditor(folder);
});
afterAll(async () => {
  await editor.close();
  folder.remove();
});

/** The position of a word in a text. */
function position(text: string, word: string, into = 0) {
  const lines = text.slice(0, text.indexOf(word)).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)!.length + into };
}

type Path = keyof typeof files;

const at = (path: Path, word: string, into = 1) => ({
  textDocument: { uri: folder.uri(path) },
  position: position(files[path], word, into),
});

const hover = async (path: Path, word: string): Promise<string> => {
  const found = await editor.ask<Hover | null>('textDocument/hover', at(path, word));
  return found ? (found.contents as { readonly value: string }).value : '';
};

const places = async (method: string, path: Path, word: string): Promise<readonly string[]> => {
  const found = await editor.ask<readonly Location[]>(method, { ...at(path, word), context: { includeDeclaration: true } });
  return found.map(({ uri, range }) => `${uri.slice(folder.uri('').length + 1)}:${range.start.line + 1}`);
};

describe('hover', () => {
  test('shows the container that a command starts', async () => {
    const text = await hover('demo/train.sh', 'docker run');
    expect(text).toMatch(/image +demo:1\.0 +built by demo\/build\.sh:3/);
    expect(text).toMatch(/mount +\/workspace <- <repository>\/demo +writable +exists/);
    expect(text).toMatch(/program +train\.py +which is demo\/train\.py/);
  });

  test('shows the container of a compose service', async () => {
    expect(await hover('demo/compose.yaml', 'nginx:1.27')).toMatch(/image +nginx:1\.27/);
  });

  test('shows what a variable is, and who reads it', async () => {
    const shell = await hover('demo/train.sh', 'EPOCHS');
    expect(shell).toContain('**EPOCHS** is `3`');
    expect(shell).toContain('Read: `demo/train.py:2`');
    expect(await hover('demo/train.py', 'EPOCHS')).toContain('Given to a container: `demo/train.sh:4`');
  });

  test('says what a field of the metadata means, and what it allows', async () => {
    const text = await hover('demo/example.yaml', 'stability');
    expect(text).toContain('how reliable the example is');
    expect(text).toContain('"stable" or "experimental"');
    expect(await hover('demo/example.yaml', 'script')).toContain('the file name of a Bash script beside the metadata');
  });

  test('says what a rule demands, on a finding and in the configuration', async () => {
    const text = files['demo/train.sh'].replace('--rm', '-t');
    editor.open('demo/train.sh', text);
    const [finding] = await editor.diagnostics('demo/train.sh', (found) => rulesOf(found).includes('docker/terminal'));
    const found = await editor.ask<Hover>('textDocument/hover', {
      textDocument: { uri: folder.uri('demo/train.sh') },
      position: finding!.range.start,
    });
    expect((found.contents as { readonly value: string }).value).toMatch(
      /^\[\*\*docker\/terminal\*\*\]\(file:.*docker-terminal\.md\)/,
    );
    editor.notify('textDocument/didClose', { textDocument: { uri: folder.uri('demo/train.sh') } });
    expect(await hover('.cvlrc', 'docker/terminal')).toMatch(/^\*\*docker\/terminal\*\*: \S/);
  });
});

describe('completion', () => {
  let version = 0;
  const complete = async (path: Path, text: string): Promise<readonly string[]> => {
    const offset = text.indexOf('|');
    const whole = text.replace('|', '');
    editor.open(path, whole, ++version);
    const items = await editor.ask<readonly CompletionItem[]>('textDocument/completion', {
      textDocument: { uri: folder.uri(path) },
      position: position(text, '|'),
    });
    editor.notify('textDocument/didClose', { textDocument: { uri: folder.uri(path) } });
    expect(offset).toBeGreaterThanOrEqual(0);
    return items.map(({ label }) => label);
  };

  test('offers keys that are not there yet', async () => {
    const labels = await complete('demo/example.yaml', 'name: demo\n|');
    expect(labels).toEqual(expect.arrayContaining(['stability', 'presets', 'resources']));
    expect(labels).not.toContain('name');
    expect(await complete('demo/example.yaml', 'resources:\n  gpu: 1\n  |')).toEqual(
      expect.arrayContaining(['vram_gb', 'disk_gb']),
    );
    expect(await complete('demo/example.yaml', 'presets:\n  train:\n    |')).toEqual(
      expect.arrayContaining(['script', 'docker']),
    );
  });

  test('offers values: of a list, scripts, and images', async () => {
    expect(await complete('demo/example.yaml', 'stability: |')).toEqual(['stable', 'experimental']);
    expect(await complete('demo/example.yaml', 'presets:\n  train:\n    script: t|')).toEqual(['build.sh', 'train.sh']);
    expect(await complete('demo/example.yaml', 'image: |')).toEqual(['demo:1.0']);
    expect(await complete('demo/example.yaml', '# stability: |')).toEqual([]);
  });

  test('offers rules, severities, and options in the configuration', async () => {
    expect(await complete('.cvlrc', '|')).toEqual(expect.arrayContaining(['extends', 'rules', 'suppressions']));
    expect(await complete('.cvlrc', 'rules:\n  |')).toEqual(expect.arrayContaining(['docker/mounts', 'example/schema']));
    expect(await complete('.cvlrc', 'rules:\n  docker/terminal: |')).toEqual(['off', 'info', 'warning', 'error']);
    expect(await complete('.cvlrc', 'rules: { docker/terminal: | }')).toEqual(['off', 'info', 'warning', 'error']);
  });
});

describe('definition', () => {
  test.each([
    ['the script of a preset', 'demo/example.yaml', 'train.sh', ['demo/train.sh:1']],
    ['the build of an image', 'demo/train.sh', 'demo:1.0', ['demo/build.sh:3']],
    ['the entry file of a program', 'demo/train.sh', 'train.py', ['demo/train.py:1']],
    ['the code that reads a variable', 'demo/train.sh', 'EPOCHS', ['demo/train.py:2']],
    ['the command that gives a variable', 'demo/train.py', 'EPOCHS', ['demo/train.sh:4']],
    ['the Dockerfile of a build', 'demo/build.sh', 'docker build', ['demo/Dockerfile:1']],
  ] as const)('finds %s', async (_, path, word, expected) => {
    expect(await places('textDocument/definition', path, word)).toEqual(expected);
  });
});

test('references find the launches of an image, and the builds of a Dockerfile', async () => {
  expect(await places('textDocument/references', 'demo/build.sh', 'demo:1.0')).toContain('demo/train.sh:4');
  expect(await places('textDocument/references', 'demo/Dockerfile', 'FROM')).toContain('demo/build.sh:3');
});

test('a lens above a launch says what it starts, and shows all of it', async () => {
  const lenses = await editor.ask<readonly CodeLens[]>('textDocument/codeLens', {
    textDocument: { uri: folder.uri('demo/train.sh') },
  });
  expect(lenses.map(({ command, range }) => [command?.title, range.start.line])).toEqual([
    ['inspect: demo:1.0, 1 mount, GPUs', 3],
  ]);
  const { command, arguments: given } = lenses[0]!.command!;
  expect(await editor.ask('workspace/executeCommand', { command, arguments: given })).toMatch(/image +demo:1\.0/);
  expect(editor.messages.at(-1)).toMatch(/image +demo:1\.0/);
});

test('a lens above the metadata names the runs of the example', async () => {
  const rows = Array.from({ length: 20 }, (_, step) => `${step},${2 - step / 20}`);
  folder.write('demo/logs/metrics.csv', `step,train_loss\n${rows.join('\n')}\n`);
  editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: folder.uri('demo/logs/metrics.csv'), type: 1 }] });
  const lenses = await editor.ask<readonly CodeLens[]>('textDocument/codeLens', {
    textDocument: { uri: folder.uri('demo/example.yaml') },
  });
  expect(lenses.map(({ command }) => command?.title)).toEqual([expect.stringMatching(/^run demo\/logs.*: /)]);
});
