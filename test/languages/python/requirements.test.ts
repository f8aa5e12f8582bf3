import table from '../../../rules/tables/python-packages.yaml';
import {
  type Install,
  installsIn,
  type Requirement,
  readEnvironmentYml,
  readPyproject,
  readRequirementsTxt,
  readSetupCfg,
  readSetupPy,
} from '../../../src/languages/python/requirements';
import {
  imageDistributions,
  type PackageTable,
  providersOf,
  withDependencies,
} from '../../../src/languages/python/requirements/providers';
import { parseRequirement } from '../../../src/languages/python/requirements/requirement';

const span = { file: 'x', start: 0, end: 0 };
const show = (found: Requirement | undefined) => found && [found.name, found.specifier, found.pinned];

test.each([
  ['torch', ['torch', '', undefined]],
  ['Torch_Vision == 0.17.1', ['torch-vision', '==0.17.1', '0.17.1']],
  ['mmcv-full>=1.5,<2', ['mmcv-full', '>=1.5,<2', undefined]],
  ['wandb==0.16.*', ['wandb', '==0.16.*', undefined]],
  ['unsloth[colab-new] @ git+https://github.com/a/unsloth.git', ['unsloth', '', undefined]],
  ['numpy; python_version < "3.9"', ['numpy', '', undefined]],
  ['git+https://github.com/a/segment-anything.git@abc', ['segment-anything', '', undefined]],
  ['git+https://github.com/a/b#egg=some_name&subdirectory=x', ['some-name', '', undefined]],
  ['https://x/flash_attn-2.8.3%2Bcu12-cp311-cp311-linux_x86_64.whl', ['flash-attn', '', '2.8.3+cu12']],
  ['not a requirement at all', undefined],
])('%s', (text, expected) => {
  expect(show(parseRequirement(text, span))).toEqual(expected);
});

test('requirements.txt: comments, options, files, projects, and joined lines', () => {
  const text =
    '# tools\ntorch==2.1.0  # pinned\n-r more.txt\n-c limits.txt\n--extra-index-url https://x/y\n-e .\n./libs/own\nnumpy \\\n  >=1.24\n\n???\ntqdm --hash=sha256:abc\r\nlast';
  const file = readRequirementsTxt({ path: 'requirements.txt', text });
  expect(file.requirements.map((found) => [...(show(found) ?? []), text.slice(found.span.start, found.span.end)])).toEqual([
    ['torch', '==2.1.0', '2.1.0', 'torch==2.1.0'],
    ['numpy', '>=1.24', undefined, 'numpy \\\n  >=1.24'],
    ['tqdm', '', undefined, 'tqdm'],
    ['last', '', undefined, 'last'],
  ]);
  expect(file.includes.map(({ path, span: at }) => [path, text.slice(at.start, at.end)])).toEqual([['more.txt', 'more.txt']]);
  expect(file.projects.map(({ path }) => path)).toEqual(['.', './libs/own']);
  expect(file.problems.map(({ span: at }) => text.slice(at.start, at.end))).toEqual(['???']);
});

test('pyproject.toml: project, extras, groups, Poetry', () => {
  const text = `[project]
name = "demo"
dependencies = [
  "torch>=2",  # "commented"
  'numpy',
]
[project.optional-dependencies]
dev = ["pytest"]
[dependency-groups]
test = ["ruff"]
[tool.poetry.dependencies]
python = "^3.10"
transformers = "^4.40"
peft = { version = "0.10.0", extras = ["a"] }
[tool.poetry.group.docs.dependencies]
mkdocs = "*"
`;
  const found = readPyproject({ path: 'pyproject.toml', text });
  expect(found.name).toBe('demo');
  expect(found.requirements.map(show)).toEqual([
    ['torch', '>=2', undefined],
    ['numpy', '', undefined],
    ['transformers', '^4.40', undefined],
    ['peft', '0.10.0', '0.10.0'],
  ]);
  expect([...found.optional].map(([group, list]) => [group, list.map(({ name }) => name)])).toEqual([
    ['dev', ['pytest']],
    ['test', ['ruff']],
    ['docs', ['mkdocs']],
  ]);
  expect(found.requirements.map(({ span: at }) => text.slice(at.start, at.end))).toEqual([
    'torch>=2',
    'numpy',
    'transformers',
    'peft',
  ]);
});

test('setup.py, setup.cfg, environment.yml', () => {
  expect(
    readSetupPy({
      path: 'setup.py',
      text: 'from setuptools import setup\nsetup(name="own", install_requires=["torch", "numpy>=1"], packages=["own"])\n',
    }),
  ).toMatchObject({ name: 'own', packages: ['own'], open: [] });
  expect(readSetupPy({ path: 'setup.py', text: 'setup(install_requires=open("r.txt").read())' }).open).toEqual([
    'install_requires is computed',
  ]);
  expect(
    readSetupCfg({
      path: 'setup.cfg',
      text: '[metadata]\nname = own\n[options]\ninstall_requires =\n  torch\n  numpy>=1\n[other]\n',
    }).requirements.map(({ name }) => name),
  ).toEqual(['torch', 'numpy']);
  expect(
    readEnvironmentYml({
      path: 'environment.yml',
      text: 'dependencies:\n  - python=3.10\n  - conda-forge::pytorch=2.1\n  - pip:\n    - wandb==0.16.0\n',
    }).map(show),
  ).toEqual([
    ['python', '=3.10', '3.10'],
    ['torch', '=2.1', '2.1'],
    ['wandb', '==0.16.0', '0.16.0'],
  ]);
  expect(readEnvironmentYml({ path: 'environment.yml', text: ': [' })).toEqual([]);
});

describe('install commands', () => {
  const names = (install: Install | undefined) => install && [install.tool, ...install.requirements.map(({ name }) => name)];

  test.each([
    ['pip install --no-cache-dir torch "numpy>=1.2" \'tqdm\'', [['pip', 'torch', 'numpy', 'tqdm']]],
    ['apt-get update && python3 -m pip install -q wandb && rm -rf x', [['pip', 'wandb']]],
    ['/root/.local/bin/uv pip install --system --index-url https://x peft', [['uv', 'peft']]],
    ['conda install -y -c conda-forge pytorch=2.1 cudatoolkit', [['conda', 'torch', 'cudatoolkit']]],
    ['pip --no-cache-dir install -f https://x mmcv-full==1.5.0 # why', [['pip', 'mmcv-full']]],
    ['pip install \\\n  # a comment\n  torch \\\n  tqdm', [['pip']]],
    ['echo pip install torch', []],
    ['pip uninstall torch; pip list', []],
    ['uv sync', [['poetry']]],
    ['PIP_NO_CACHE=1 sudo pip3 install einops', [['pip', 'einops']]],
  ])('%j', (text, expected) => {
    const found = installsIn(text, 'Dockerfile');
    expect(found.map((install) => names(install)?.slice(0, expected[0]?.length ?? 99)).map((list) => list)).toEqual(expected);
  });

  test('recognizes folders without a slash, and archives by their file name', () => {
    const [install] = installsIn('pip install -e checkout "b_c-1.2-py3-none-any.whl[all]" -e git+https://x/y.git#egg=y', 'f');
    expect(install?.projects.map(({ path }) => path)).toEqual(['checkout']);
    expect(install?.requirements.map(({ name, pinned }) => [name, pinned])).toEqual([
      ['b-c', '1.2'],
      ['y', undefined],
    ]);
  });

  test('reads files, projects, and unknown words, with their spans', () => {
    const text = 'pip install --no-deps -r requirements.txt -e ./own "$PKG" https://x/a_b-1.0-py3-none-any.whl';
    const [install] = installsIn(text, 'Dockerfile', 100);
    expect(install?.files.map(({ path }) => path)).toEqual(['requirements.txt']);
    expect(install?.projects.map(({ path }) => path)).toEqual(['./own']);
    expect(install?.open.map((at) => text.slice(at.start - 100, at.end - 100))).toEqual(['"$PKG"']);
    expect(install?.requirements.map(({ name }) => name)).toEqual(['a-b']);
    expect(install?.noDependencies).toBe(true);
  });
});

describe('providers of an import', () => {
  const packages = table as PackageTable;
  test.each([
    ['cv2.dnn', 'opencv-python'],
    ['PIL', 'pillow'],
    ['yaml', 'pyyaml'],
    ['google.cloud.storage', 'google-cloud-storage'],
    ['torch.nn', 'torch'],
    ['flash_attn', 'flash-attn'],
    ['some_new_thing.x', 'some-new-thing'],
  ])('%s', (module, first) => {
    expect(providersOf(module, packages)[0]).toBe(first);
  });

  test('adds dependencies, and lists the distributions without known ones', () => {
    const { all, unknown } = withDependencies(['trl', 'nobody-knows'], packages);
    expect([...all]).toEqual(expect.arrayContaining(['trl', 'transformers', 'torch', 'numpy', 'pyyaml']));
    expect(unknown).toEqual(['nobody-knows']);
    expect(imageDistributions('pytorch/pytorch:2.1.0-cuda', packages)).toContain('torchvision');
    expect(imageDistributions('somebody/else:1', packages)).toBeUndefined();
  });

  test('the table uses normalized names', () => {
    const lists = [
      ...Object.values(packages.imports),
      ...Object.values(packages.brings),
      packages.common,
      ...packages.images.map(({ brings }) => brings),
    ];
    for (const name of [...lists.flat(), ...Object.keys(packages.brings)])
      expect(name).toBe(name.toLowerCase().replace(/[-_.]+/g, '-'));
  });
});
