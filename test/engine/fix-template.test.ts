import type { FixTemplate } from '../../src/api';
import { editsOf } from '../../src/engine/fix-template';
import { applyFixes } from '../../src/fix/edits';

/** The text after a fix at the place between `«` and `»`. Undefined where nothing is changed. */
function fixed(template: FixTemplate | readonly FixTemplate[], marked: string, file = 'file'): string | undefined {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  const text = marked.replace(/[«»]/g, '');
  const fix = editsOf(template, { message: 'm', at: { file, start, end }, data: { name: 'A' } }, text);
  if (!fix) return undefined;
  const finding = {
    rule: 'x/y',
    severity: 'error',
    message: '',
    messageId: 'm',
    at: { file },
    related: [],
    fingerprint: '',
  } as const;
  return applyFixes([{ ...finding, fix }], () => text).texts.get(file);
}

describe('an argument', () => {
  const argument = (marked: string) => fixed({ argument: 'workers=4' }, marked);

  test.each([
    ['«Loader»()', 'Loader(workers=4)'],
    ['«Loader»(data)', 'Loader(data, workers=4)'],
    ['«Loader»(data,)', 'Loader(data, workers=4)'],
    ['«Loader»(data, name=")", other=(1, 2))', 'Loader(data, name=")", other=(1, 2), workers=4)'],
    ['«Loader»(\n    data,  # all\n)', 'Loader(\n    data,  # all\n    workers=4,\n)'],
    ['«Loader»(\n    data  # all ")"\n)', 'Loader(\n    data,  # all ")"\n    workers=4,\n)'],
    ['«Loader»(\n    data\n)', 'Loader(\n    data,\n    workers=4,\n)'],
    ['«Loader»(data, workers=0)'.replace('«Loader»(data, workers=0)', 'Loader(data, «workers=0»)'), 'Loader(data, workers=4)'],
    ['Loader(«batch=1», shuffle=True)', 'Loader(batch=1, workers=4, shuffle=True)'],
    ['«f(a).to(b)»', 'f(a).to(b, workers=4)'],
  ])('is added to %j', (marked, after) => expect(argument(marked)).toBe(after));

  test.each(['«Loader»(x for x in y)', '«Loader»(data, workers=0)', '«Loader»', '«Loader»(data'])(
    'is not added to %j',
    (marked) => expect(argument(marked)).toBeUndefined(),
  );
});

describe('a flag', () => {
  test.each([
    ['«docker run demo»', 'docker run --gpus all demo'],
    ['«podman container run \\\n  demo»', 'podman container run --gpus all \\\n  demo'],
    ['docker run --rm «demo» python', 'docker run --rm --gpus all demo python'],
    ['docker run --rm \\\n  «demo» python', 'docker run --rm \\\n  --gpus all \\\n  demo python'],
  ])('is added to %j', (marked, after) => expect(fixed({ flag: '--gpus all' }, marked)).toBe(after));

  test.each(['IMAGE=«demo»\ndocker run "$IMAGE"', 'docker run "«demo»"', 'run «demo»', 'docker pull «demo»'])(
    'is not added to %j',
    (marked) => expect(fixed({ flag: '--gpus all' }, marked)).toBeUndefined(),
  );

  test('with a variable is not added to a makefile, which would read another', () => {
    expect(fixed({ flag: '-v "$HOME:/root"' }, 'run:\n\t«docker run demo»\n', 'docker/Makefile')).toBeUndefined();
    expect(fixed({ flag: '-v "$HOME:/root"' }, '«docker run demo»\n', 'run.sh')).toBeDefined();
  });

  test('is replaced with its value', () => {
    expect(fixed({ insteadOfFlag: '${A:+-e A}' }, 'docker run -e «A=1» demo')).toBe('docker run ${A:+-e A} demo');
    expect(fixed({ insteadOfFlag: '${A:+-e A}' }, 'docker run --env=«A=1» demo')).toBe('docker run ${A:+-e A} demo');
    expect(fixed({ insteadOfFlag: '${A:+-e A}' }, 'FLAGS+=(«A=1»)')).toBeUndefined();
  });
});

describe('an instruction', () => {
  const run = { instruction: 'RUN b' };

  test.each([
    ['FROM x\nRUN «a»\n', 'FROM x\nRUN b\nRUN a\n'],
    ['FROM x\nRUN c && \\\n    «a»\n', 'FROM x\nRUN b\nRUN c && \\\n    a\n'],
    ['FROM x\nRUN c \\\n  # RUN d\n  && «a»\n', 'FROM x\nRUN b\nRUN c \\\n  # RUN d\n  && a\n'],
    ['FROM x\nRUN <<EOF\n«a»\nEOF\n', 'FROM x\nRUN b\nRUN <<EOF\na\nEOF\n'],
    ['FROM x\r\nRUN «a»\r\n', 'FROM x\r\nRUN b\r\nRUN a\r\n'],
  ])('is added above that of %j', (marked, after) => expect(fixed(run, marked)).toBe(after));

  test('is not added to a file of another kind', () => expect(fixed(run, '«torch»==2\n')).toBeUndefined());

  test('is added below the FROM of the stage', () => {
    expect(fixed({ inStage: 'ARG {{name}}' }, 'ARG A\nFROM x AS y\nRUN 1\nFROM y \\\n  AS z\nRUN $«A»\n')).toBe(
      'ARG A\nFROM x AS y\nRUN 1\nFROM y \\\n  AS z\nARG A\nRUN $A\n',
    );
  });
});

describe('a line', () => {
  test.each([
    ['#!/bin/bash\n# A license.\n\n«a»\n', '#!/bin/bash\n# A license.\n\nset -e\na\n'],
    ['«a»\n', 'set -e\na\n'],
    ['#!/bin/bash\n#SBATCH --time 1\n«a»', '#!/bin/bash\n#SBATCH --time 1\nset -e\na'],
  ])('is added at the top of %j', (marked, after) => expect(fixed({ top: 'set -e' }, marked)).toBe(after));

  test('is added above a container start, but not in the middle of a list of commands', () => {
    const above = { aboveCommand: 'mkdir -p a' };
    expect(fixed(above, 'if b; then\n  docker run \\\n    -v «a»:/a demo\nfi\n')).toBe(
      'if b; then\n  mkdir -p a\n  docker run \\\n    -v a:/a demo\nfi\n',
    );
    expect(fixed(above, 'b &&\n  docker run -v «a»:/a demo\n')).toBeUndefined();
    expect(fixed(above, 'flags=(\n  -v «a»:/a\n)\n')).toBeUndefined();
  });

  test('is added above a call that moves under it', () => {
    expect(fixed({ under: 'if main:' }, 'def f():\n    «torch.save»(a, b)\n')).toBe(
      'def f():\n    if main:\n        torch.save(a, b)\n',
    );
    expect(fixed({ under: 'if main:' }, 'x = «torch.save»(a, b)\n')).toBeUndefined();
  });
});

test('a word that is deleted takes the blank after it, a part of a word does not', () => {
  expect(fixed({ by: '' }, 'RUN «sudo» a')).toBe('RUN a');
  expect(fixed({ replace: 't', by: '' }, 'run -i«t» --rm')).toBe('run -i --rm');
});

test('templates of a list are applied together or not at all', () => {
  expect(fixed([{ top: 'B=1' }, { by: '$B' }], 'a «b»\n')).toBe('B=1\na $B\n');
  expect(fixed([{ top: 'B=1' }, { by: '{{none}}' }], 'a «b»\n')).toBeUndefined();
});
