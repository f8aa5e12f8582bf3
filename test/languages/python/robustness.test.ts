import fc from 'fast-check';
import { signatures } from '../../../src/languages/python/facts/signatures';
import { followImports } from '../../../src/languages/python/import-graph';
import { moduleFiles } from '../../../src/languages/python/module-files';
import { parsePython } from '../../../src/languages/python/parse';
import {
  installsIn,
  readPyproject,
  readRequirementsTxt,
  readSetupCfg,
  readSetupPy,
} from '../../../src/languages/python/requirements';
import { read } from './read';

const sample = `import os, argparse
from torch.utils.data import DataLoader
parser = argparse.ArgumentParser(description=f"é {1!r:>{2}} 😀")
parser.add_argument("--n", type=int, default=int(os.environ.get("N", "4")))
args = parser.parse_args()
class Net:
    def __init__(self, n=args.n):
        self.n: int = n
    def run(self, *a, **k):
        for i, (x, y) in enumerate(DataLoader(k["data"], **{"num_workers": self.n})):
            with open(f"out/{i}.txt", "w") as f: f.write(x if y else """no""")
            loss = Net(n=3).n; loss.backward()
            print("loss:", loss)
try:
    import wandb
except ImportError: wandb = None
lambda q, *, r=1: [z async for z in q if (w := z)]
match args:
    case {"a": [1, *rest], **more} | None: pass
`;

/** Asks a file for everything. */
function exercise(text: string): void {
  const file = read(text);
  const { facts } = file;
  const length = text.length;
  for (const kind of Object.keys(facts) as (keyof typeof facts)[]) expect(facts[kind]).toBeDefined();
  const spans = [
    ...file.problems.map(({ span }) => span),
    ...facts.imports.map(({ span }) => span),
    ...facts.environment.reads.map(({ span }) => span),
    ...facts.commandLine.options.map(({ span }) => span),
    ...facts.files.map(({ span }) => span),
    ...file.comments.map(({ span }) => span),
    ...signatures.flatMap(({ kind }) => facts.calls.of(kind)).map(({ whole }) => whole),
  ];
  for (const { start, end } of spans) expect(start >= 0 && start <= end && end <= length).toBe(true);
  const modules = moduleFiles((path) => (path === 'a.py' ? 'file' : undefined));
  followImports('a.py', { open: (path) => parsePython({ path, text }), modules });
}

test('the sample is read completely', () => {
  const file = read(sample);
  expect(file.problems).toEqual([]);
  expect(file.facts.dataLoaders).toHaveLength(1);
});

test('any text and any mutation of Python is read without an exception, with spans inside the file', () => {
  const mutated = fc
    .tuple(fc.nat(sample.length), fc.nat(40), fc.string({ maxLength: 12, unit: 'grapheme' }))
    .map(([at, length, text]) => sample.slice(0, at) + text + sample.slice(at + length));
  const lines = fc.shuffledSubarray(sample.split('\n')).map((parts) => parts.join('\n'));
  fc.assert(fc.property(fc.oneof(mutated, lines, fc.string({ maxLength: 300, unit: 'binary' })), exercise), { numRuns: 300 });
});

test('every prefix of a file is read', () => {
  for (let end = 0; end < sample.length; end += 3) exercise(sample.slice(0, end));
});

test('requirements in any form are read without an exception', () => {
  const pieces = fc.constantFrom(
    'pip install ',
    '-r ',
    'torch',
    '==1',
    '\\',
    '\n',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    '#',
    ';',
    '$x',
    ' @ ',
    '= ',
    'name',
    '🙂',
    '\r\n',
    '-e ',
    '.',
    '[tool.poetry.dependencies]\n',
    'setup(',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const file = { path: 'x', text: parts.join('') };
      const all = [
        ...readRequirementsTxt(file).requirements,
        ...readPyproject(file).requirements,
        ...readSetupCfg(file).requirements,
        ...readSetupPy(file).requirements,
        ...installsIn(file.text, 'x').flatMap(({ requirements }) => requirements),
      ];
      for (const { span } of all) expect(span.start <= span.end && span.end <= file.text.length).toBe(true);
    }),
    { numRuns: 500 },
  );
});

describe('hostile sizes', () => {
  test.each([
    ['parentheses', `x = ${'('.repeat(3000)}1${')'.repeat(3000)}`],
    ['attributes', `x = a${'.b'.repeat(20_000)}`],
    ['additions', `x = 1${' + 1'.repeat(20_000)}`],
    ['blocks', Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}if a:`).join('\n')],
    ['one long line', `x = "${'a'.repeat(2_000_000)}"`],
    ['quotes', '"""'.repeat(20_001)],
    ['stores', Array.from({ length: 20_000 }, (_, i) => `a.b = ${i}`).join('\n')],
    ['calls of one function', `def f(n): return n\n${'f(1)\n'.repeat(20_000)}`],
    ['requirements', 'a\\\n'.repeat(20_000)],
  ])('%s', (_, text) => {
    exercise(text);
    readRequirementsTxt({ path: 'r.txt', text });
    installsIn(text, 'x');
  });
});
