import { showRoots } from '../../src/languages/shell';
import { memoryTree } from '../../src/model/memory';
import { createRepository } from '../../src/model/repository';
import type { Script } from '../../src/model/targets';

const repositoryOf = (files: { readonly [path: string]: string }) =>
  createRepository(memoryTree(files), { examples: { metadata: ['example.yaml'], markers: [], kinds: [] }, ignores: () => false });

/** The programs that commands start, with the folder they start in. */
const startsOf = (scripts: readonly Script[]): string[] =>
  scripts.flatMap(({ starts }) =>
    starts.map(({ workdir, target, entry }) => `${showRoots(workdir ?? '?')}: ${target.part.text} → ${entry ?? 'unknown'}`),
  );

const bash = (text: string): string => `\`\`\`bash\n${text}\n\`\`\`\n`;

test('a reader goes on in the folder of the block before, or starts again', () => {
  const { embeddedScripts } = repositoryOf({
    'README.md': [bash('cd one'), bash('python train.py'), bash('cd two\npython test.py'), bash('cd sub\npython x.py')].join(
      '\n',
    ),
    'one/train.py': '',
    'two/test.py': '',
    'two/sub/x.py': '',
  });
  expect(startsOf(embeddedScripts)).toEqual([
    '<caller>/one: train.py → one/train.py',
    '<caller>/two: test.py → two/test.py',
    '<caller>/two/sub: x.py → two/sub/x.py',
  ]);
});

test('a reader of paths that are there only from the beginning starts again', () => {
  const { embeddedScripts } = repositoryOf({
    'README.md': [bash('cd one/sub\npython train.py'), bash('python two/test.py --data $(pwd)/two/data')].join('\n'),
    'one/sub/train.py': '',
    'two/test.py': '',
  });
  expect(startsOf(embeddedScripts)).toEqual([
    '<caller>/one/sub: train.py → one/sub/train.py',
    '<caller>: two/test.py → two/test.py',
  ]);
});

test('a folder that a block enters is unknown for a program of the folder above', () => {
  const { embeddedScripts } = repositoryOf({
    'README.md': [bash('cd app\npip install -e .'), bash('python -m app.train'), bash('python main.py')].join('\n'),
    'app/train.py': '',
    'main.py': '',
  });
  const starts = embeddedScripts.flatMap((script) => script.starts);
  expect(starts.map(({ workdir, entry }) => [workdir, entry])).toEqual([
    [undefined, undefined],
    [undefined, undefined],
  ]);
});

test('after a folder elsewhere, a reader comes back for a program that is there only from the beginning', () => {
  const { embeddedScripts } = repositoryOf({
    'README.md': [bash('export LR=1\ncd /data/raw\npython crop.py'), bash('python lab/train.py --lr $LR')].join('\n'),
    'lab/train.py': '',
  });
  expect(startsOf(embeddedScripts)).toEqual(['/data/raw: crop.py → unknown', '<caller>: lab/train.py → lab/train.py']);
  expect(embeddedScripts[0]?.starts[1]?.arguments.map(({ text }) => text)).toEqual(['--lr', '1']);
});

test('programs of a document may be in several folders above it', () => {
  const { embeddedScripts } = repositoryOf({
    'lab/README.md': [bash('python lab/predict.py'), bash('> python train.py'), bash('cd /tmp && cd x && python y.py')].join(
      '\n',
    ),
    'lab/predict.py': '',
    'lab/train.py': '',
  });
  expect(startsOf(embeddedScripts)).toEqual([
    '<caller>: lab/predict.py → lab/predict.py',
    '<caller>: train.py → lab/train.py',
    '/tmp/x: y.py → unknown',
  ]);
});

test('after cloning the repository, a reader is in it', () => {
  const repository = repositoryOf({
    'docs/start.md': bash('git clone https://x.org/a/demo\ncd demo/src\npython x.py'),
    'src/x.py': '',
  });
  const named = createRepository(
    { ...memoryTree({ 'docs/start.md': bash('cd demo/src\npython x.py'), 'src/x.py': '' }), root: '/home/me/demo' },
    repository.options,
  );
  expect(startsOf(named.embeddedScripts)).toEqual(['<repository>/src: x.py → src/x.py']);
});

test('in a shell that a command opens, the folder is unknown', () => {
  const { embeddedScripts } = repositoryOf({
    'README.md': `${bash('docker run -it -v $(pwd):/src demo bash')}\n${bash('python train.py')}`,
    'train.py': '',
  });
  expect(startsOf(embeddedScripts)).toEqual(['?: train.py → unknown']);
});

test('each line of a recipe starts in the folder of the makefile', () => {
  const { embeddedScripts } = repositoryOf({
    'a/Makefile': 'run:\n\tcd b\n\tpython c.py\n\tcd b && python d.py\n',
    'a/c.py': '',
    'a/b/d.py': '',
  });
  expect(startsOf(embeddedScripts)).toEqual(['<repository>/a: c.py → a/c.py', '<repository>/a/b: d.py → a/b/d.py']);
});

test('a module can be written in one word with its option', () => {
  const { embeddedScripts } = repositoryOf({ Makefile: 'BUILD = python3 -msrc.x\nrun:\n\t$(BUILD) html\n', 'src/x.py': '' });
  expect(startsOf(embeddedScripts)).toEqual(['<repository>: src.x → src/x.py']);
});

test('the steps of a workflow start in their folders', () => {
  const { embeddedScripts } = repositoryOf({
    '.github/workflows/test.yml': 'jobs: {a: {steps: [{run: python x.py, working-directory: src}, {run: python src/x.py}]}}',
    'src/x.py': '',
  });
  expect(startsOf(embeddedScripts)).toEqual(['<repository>/src: x.py → src/x.py', '<repository>: src/x.py → src/x.py']);
});

describe('a compose file', () => {
  const launchOf = (compose: string, files: { readonly [path: string]: string } = {}) =>
    repositoryOf({ 'demo/compose.yaml': compose, ...files }).embeddedScripts.flatMap(({ launches }) => launches)[0]!;

  test('starts a container for each service', () => {
    const { spec, starts, certainty, span } = launchOf(
      `services:
  train:
    image: demo:\${TAG:-latest}
    working_dir: /src
    shm_size: 8gb
    ipc: host
    volumes:
      - ./src:/src:ro
      - {type: bind, source: ../data, target: /data, read_only: true}
    environment: {EPOCHS: 3, KEY: }
    deploy: {resources: {reservations: {devices: [{driver: nvidia, count: 2, capabilities: [gpu]}]}}}
    command: python train.py --name "a b" --cost $$5 --key \${KEY}
`,
      { 'demo/src/train.py': '' },
    );
    expect(spec.image?.text).toBe('demo:latest');
    expect(spec.gpus?.count).toBe(2);
    expect(spec.shmSize?.bytes).toBe(8 * 2 ** 30);
    expect(spec.problems).toEqual([]);
    expect(spec.mounts.map(({ source, readonly }) => [showRoots(source?.text ?? ''), readonly])).toEqual([
      ['<repository>/demo/./src', true],
      ['<repository>/demo/../data', true],
    ]);
    expect(spec.env.map(({ name, value }) => [name.text, value?.text])).toEqual([
      ['EPOCHS', '3'],
      ['KEY', undefined],
    ]);
    expect(starts.map(({ entry, arguments: words }) => [entry, ...words.map(({ text }) => text)])).toEqual([
      ['demo/src/train.py', '--name', 'a b', '--cost', '$5', '--key', undefined],
    ]);
    expect(certainty).toBe('always');
    expect(span).toEqual(expect.objectContaining({ file: 'demo/compose.yaml', start: 12, end: 17 }));
  });

  test('builds the image of a service', () => {
    const { image, starts } = launchOf('services: {train: {build: {context: ., dockerfile: docker/train.Dockerfile}}}', {
      'demo/docker/train.Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["python", "train.py"]\n',
      'demo/train.py': '',
    });
    expect(image.dockerfile?.path).toBe('demo/docker/train.Dockerfile');
    expect(starts.map(({ entry }) => entry)).toEqual(['demo/train.py']);
  });

  test('takes variables from .env', () => {
    const { spec } = launchOf('services: {train: {image: "demo:${TAG}"}}', { 'demo/.env': 'TAG="1.2"\n' });
    expect(spec.image?.text).toBe('demo:1.2');
  });

  test.each([
    'services: 1',
    'services: {a: 1}',
    'services: {a: {extends: {file: x.yaml, service: b}}}',
    'services: {a: {environment: {}}}',
  ])('without an image starts nothing: %s', (compose) => {
    expect(launchOf(compose)).toBeUndefined();
  });
});

test('what an image runs by itself is started, unless a command runs the image', () => {
  const train = 'FROM python:3.12\nWORKDIR /app\nCOPY src/train.py .\n';
  const files = { 'a/Dockerfile': `${train}ENTRYPOINT ["python", "train.py"]\n`, 'a/src/train.py': '' };
  const { embeddedScripts } = repositoryOf({
    ...files,
    'b/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY lib/train.py .\nCMD python train.py\n',
    'lib/train.py': '',
    'c/Dockerfile': `${train}COPY run.sh /run.sh\nENTRYPOINT ["/run.sh"]\nCMD ["--fast"]\n`,
    'c/run.sh': '#!/bin/sh\ncd /app && exec python train.py "$@"\n',
    'c/src/train.py': '',
  });
  expect(startsOf(embeddedScripts)).toEqual([
    '/app: train.py → a/src/train.py',
    '/app: train.py → lib/train.py',
    '/app: train.py → c/src/train.py',
  ]);
  const words = embeddedScripts.flatMap(({ starts }) => starts.map((start) => start.arguments.map(({ text }) => text ?? '?')));
  expect(words).toEqual([['?'], [], ['--fast']]);
  const launched = repositoryOf({ ...files, 'run.sh': 'docker build -t demo a\ndocker run demo\n' });
  expect(startsOf(launched.embeddedScripts)).toEqual([]);
});

test('the commands of a development container start in the folder that is opened', () => {
  const { embeddedScripts } = repositoryOf({
    'app/.devcontainer/gpu/devcontainer.json':
      '{\n\t"image": "python:3.12", // "x"\n\t"postStartCommand": {"a": ["python", "${containerWorkspaceFolder}/train.py", "a b"], "b": "cd src && python x.py"},\n}',
    '.devcontainer.json': '{"image": "python", "workspaceFolder": "/w", "postCreateCommand": "python \\"top.py\\""}',
    'app/train.py': '',
    'app/src/x.py': '',
    'top.py': '',
  });
  const starts = embeddedScripts.flatMap((script) => script.starts);
  expect(starts.map(({ entry }) => entry)).toEqual([undefined, 'app/train.py', 'app/src/x.py']);
  expect(starts[1]?.arguments.map(({ text }) => text)).toEqual(['a b']);
  expect(starts[1]?.world.kind).toBe('container');
});

test.each([
  ['"hostRequirements": {"gpu": true}', 'all'],
  ['"hostRequirements": {"gpu": {"cores": 1000}}', 'all'],
  ['"hostRequirements": {"gpu": true}, "runArgs": ["--gpus", "1"]', 1],
  ['"hostRequirements": {"gpu": "optional"}', undefined],
])('the GPUs of a development container: %s', (field, count) => {
  const { embeddedScripts } = repositoryOf({ '.devcontainer.json': `{"image": "python:3.12", ${field}}` });
  expect(embeddedScripts.flatMap(({ launches }) => launches.map(({ spec }) => spec.gpus?.count))).toEqual([count]);
});
