import { followImports, type GraphOptions } from '../../../src/languages/python/import-graph';
import { moduleFiles } from '../../../src/languages/python/module-files';
import { parsePython } from '../../../src/languages/python/parse';
import { short } from './read';

/** A graph over files held in memory. */
function graph(files: { readonly [path: string]: string }, entry: string, options?: GraphOptions) {
  const paths = Object.keys(files);
  const kind = (path: string) =>
    paths.includes(path) ? 'file' : path === '' || paths.some((other) => other.startsWith(`${path}/`)) ? 'folder' : undefined;
  const open = (path: string) => (path in files ? parsePython({ path, text: files[path] ?? '' }) : undefined);
  return followImports(entry, { open, modules: moduleFiles(kind) }, options);
}

const names = (uses: ReturnType<typeof graph>['external']) =>
  uses.map((use) => `${use.file.path}: ${'.'.repeat(use.import.level)}${use.import.module}`);

test('follows local modules, packages, relative imports, and cycles', () => {
  const found = graph(
    {
      'ex/train.py': 'import os, torch\nimport helper\nfrom pkg import a\nfrom pkg.sub import deep\n',
      'ex/helper.py': 'import train\nfrom missing_lib import x\n',
      'ex/pkg/__init__.py': 'from .b import thing\n',
      'ex/pkg/a.py': 'from . import b\nfrom .gone import y\n',
      'ex/pkg/b.py': '',
      'ex/pkg/sub/__init__.py': '',
      'ex/pkg/sub/deep.py': 'from ..b import z\nfrom ... import too_far\n',
    },
    'ex/train.py',
  );
  expect([...found.files.keys()].sort()).toEqual([
    'ex/helper.py',
    'ex/pkg/__init__.py',
    'ex/pkg/a.py',
    'ex/pkg/b.py',
    'ex/pkg/sub/__init__.py',
    'ex/pkg/sub/deep.py',
    'ex/train.py',
  ]);
  expect(names(found.external)).toEqual(['ex/train.py: torch', 'ex/helper.py: missing_lib']);
  expect(names(found.missing)).toEqual(['ex/pkg/a.py: .gone']);
});

test('searches the roots in the options and those that the code adds', () => {
  const files = {
    'ex/train.py':
      'import sys\nfrom pathlib import Path\nsys.path.insert(0, str(Path(__file__).resolve().parents[1]))\nsys.path.append("src")\nimport a\nimport shared.b\nimport cvlization.c\n',
    'ex/src/a.py': '',
    'lib/cvlization/__init__.py': '',
    'lib/cvlization/c.py': '',
    'shared/b.py': '',
  };
  const found = graph(files, 'ex/train.py', { roots: ['lib'] });
  expect([...found.files.keys()].sort()).toEqual([
    'ex/src/a.py',
    'ex/train.py',
    'lib/cvlization/__init__.py',
    'lib/cvlization/c.py',
    'shared/b.py',
  ]);
  expect(found.external).toEqual([]);
  expect(found.unknownSearchPaths).toEqual([]);
  expect(
    graph({ 'a.py': 'import sys\nsys.path.append(root)\nsys.path.insert(0, "/opt/x")\n' }, 'a.py').unknownSearchPaths,
  ).toHaveLength(2);
});

test('a missing submodule of a local package is missing, not external', () => {
  const found = graph({ 'train.py': 'import pkg.gone\nimport other\n', 'pkg/__init__.py': '' }, 'train.py');
  expect(names(found.missing)).toEqual(['train.py: pkg.gone']);
  expect(names(found.external)).toEqual(['train.py: other']);
});

test('a folder of data is not a module', () => {
  const found = graph(
    {
      'train.py': 'import datasets\nfrom datasets import load_dataset\nfrom models import net\n',
      'datasets/a.csv': '',
      'models/net.py': '',
    },
    'train.py',
  );
  expect(names(found.external)).toEqual(['train.py: datasets', 'train.py: datasets']);
  expect([...found.files.keys()]).toEqual(['train.py', 'models/net.py']);
});

test('type-checking imports are not followed, and a long chain is cut', () => {
  expect(
    graph({ 'a.py': 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  import b\n', 'b.py': '' }, 'a.py').files.size,
  ).toBe(1);
  const chain = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`m${i}.py`, `import m${i + 1}\n`]));
  const found = graph(chain, 'm0.py', { most: 10 });
  expect(found.files.size).toBe(10);
  expect(found.cut).toBe(true);
});

test('`python -m` starts from the working folder', () => {
  const found = graph({ 'app/tools/train.py': 'import app.net\n', 'app/net.py': '' }, 'app/tools/train.py', {
    workingFolder: '',
  });
  expect([...found.files.keys()]).toEqual(['app/tools/train.py', 'app/net.py']);
});

test('a file is unconditional if no import on the way from the entry is guarded or in a function', () => {
  const found = graph(
    {
      'a.py': 'import b\ntry:\n  import c\nexcept ImportError: pass\ndef f():\n  import d\n',
      'b.py': 'import e\n',
      'c.py': 'import g\n',
      'd.py': '',
      'e.py': '',
      'g.py': '',
    },
    'a.py',
  );
  expect([...found.unconditional].sort()).toEqual(['a.py', 'b.py', 'e.py']);
  expect(found.files.size).toBe(6);
});

test('an imported file does not run its main block', () => {
  const loader = `from torch.utils.data import DataLoader
def load(workers=4):
    return DataLoader(data, num_workers=workers)
if __name__ == "__main__":
    load(workers=0)
    DataLoader(sample)
`;
  const settings = (entry: string) =>
    graph({ 'train.py': 'import data\ndata.load()\n', 'data.py': loader }, entry)
      .files.get('data.py')
      ?.facts.dataLoaders.map((call) => short(call.setting('num_workers')));
  expect(settings('data.py')).toEqual([0, 'absent']);
  expect(settings('train.py')).toEqual(['unknown']);
});
