import { UNKNOWN_MARK } from '../../../src/languages/shell';
import { runSteps } from '../../../src/languages/workflow';
import { parseYaml } from '../../../src/languages/yaml';

const stepsOf = (text: string) => runSteps(parseYaml({ path: '.github/workflows/ci.yml', text }));

const workflow = `env:
  EPOCHS: 3
  KEY: \${{ secrets.KEY }}
defaults: {run: {working-directory: examples}}
jobs:
  train:
    runs-on: ubuntu-latest
    env: {MODE: quick}
    steps:
      - uses: actions/checkout@v4
      - run: |
          cd a
          docker run --rm \${{ matrix.image }} '\${{ matrix.image }}' python train.py --mode \${{ env.MODE }}
      - name: Fold
        run: >-
          python
          train.py
        working-directory: examples/b
        env: {MODE: full}
      - run: "echo \\"x\\""
      - run: Write-Host x
        shell: pwsh
  windows:
    runs-on: windows-latest
    steps: [{run: dir}]
`;

test('steps are read with their folders and variables', () => {
  const steps = stepsOf(workflow);
  expect(steps.map(({ text }) => text.text.replaceAll(UNKNOWN_MARK, '?'))).toEqual([
    "cd a\ndocker run --rm ${image} '?' python train.py --mode ${MODE}\n",
    'python train.py',
    'echo "x"',
  ]);
  expect(steps.map(({ folder }) => folder)).toEqual(['examples', 'examples/b', 'examples']);
  const [first, second] = steps.map(({ variables }) => [...variables].map(([name, set]) => [name, set?.value]));
  expect(first).toEqual([
    ['EPOCHS', '3'],
    ['KEY', undefined],
    ['MODE', 'quick'],
  ]);
  expect(second).toEqual([
    ['EPOCHS', '3'],
    ['KEY', undefined],
    ['MODE', 'full'],
  ]);
});

test('every word knows where it is written', () => {
  const [first, second] = stepsOf(workflow);
  const written = (step: typeof first, word: string): string => {
    const at = step!.text.text.indexOf(word);
    const { start, end } = step!.text.spanOf(at, at + word.length);
    return workflow.slice(start, end);
  };
  expect(written(first, 'docker')).toBe('docker');
  expect(written(first, '--mode')).toBe('--mode');
  expect(written(first, '${image}')).toBe('${{ matrix.image }}');
  expect(written(second, 'train.py')).toBe('train.py');
});

test('after a checkout to another folder, where a step runs is unknown', () => {
  const text = 'jobs: {a: {steps: [{uses: actions/checkout@v4, with: {path: x}}, {run: ls}]}}';
  expect(stepsOf(text).map(({ folder }) => folder)).toEqual([undefined]);
});

test('a composite action has steps too', () => {
  expect(stepsOf('runs: {using: composite, steps: [{run: ls, shell: bash}]}').map(({ text }) => text.text)).toEqual(['ls']);
});

test.each([
  '',
  '1',
  'jobs: [1]',
  'jobs: {a: {steps: {}}}',
  'jobs: {a: {steps: [1, {run: [x]}]}}',
  'jobs: {a: {steps: [{run: "${{"}]}}',
])('%j is read', (text) => {
  expect(() => stepsOf(text)).not.toThrow();
});
