import fc from 'fast-check';
import { finalStage } from '../../../src/languages/docker/dockerfile/image';
import type { Dockerfile, Run } from '../../../src/languages/docker/dockerfile/model';
import { parseDockerfile } from '../../../src/languages/docker/dockerfile/parse';
import type { Span } from '../../../src/text/span';

const parse = (text: string, buildArgs = {}) => parseDockerfile({ path: 'Dockerfile', text }, buildArgs);
const at = (dockerfile: Dockerfile, { start, end }: Span) => dockerfile.file.text.slice(start, end);
const runs = (text: string): readonly Run[] => parse(`FROM a\n${text}`).stages[0]!.runs;
const firstStage = (text: string) => parse(`FROM a\n${text}`).stages[0]!;

describe('FROM', () => {
  test('follows the defaults of ARG, which the command line overrides', () => {
    const text = 'ARG CUDA=12.1\nARG BASE=nvidia/cuda:${CUDA}-devel\nFROM $BASE AS build\nFROM build\n';
    expect(parse(text).stages.map(({ from }) => from.value)).toEqual(['nvidia/cuda:12.1-devel', 'build']);
    expect(parse(text, { CUDA: '11.8' }).stages[0]!.from.value).toBe('nvidia/cuda:11.8-devel');
  });

  test('finds an earlier stage, ignoring case', () => {
    const { stages } = parse('FROM a AS Build\nFROM build AS next\nFROM next');
    expect(stages.map(({ from }) => from.stage?.index)).toEqual([undefined, 0, 1]);
  });

  test('has no value if its ARG has no default', () => {
    const { stages, problems } = parse('ARG BASE\nFROM --platform=$BUILDPLATFORM $BASE');
    expect(stages[0]!.from).toMatchObject({ text: '$BASE', value: undefined, platform: { value: '$BUILDPLATFORM' } });
    expect(problems).toEqual([]);
  });
});

describe('COPY and ADD', () => {
  test('have the place of each source and the destination in the image', () => {
    const dockerfile = parse(
      'FROM a\nWORKDIR /app\nCOPY --chown=1:1 train.py \\\n  # the rest\n  lib/ ./src/\nADD ["a b", "/x y/"]\n',
    );
    const [copy, add] = dockerfile.stages[0]!.copies;
    expect(copy!.sources.map((source) => at(dockerfile, source.span))).toEqual(['train.py', 'lib/']);
    expect(copy).toMatchObject({ path: '/app/src/', flags: [{ name: 'chown', value: '1:1' }], from: undefined });
    expect(add!.sources.map((source) => [source.value, at(dockerfile, source.span)])).toEqual([['a b', 'a b']]);
    expect(add!.path).toBe('/x y/');
  });

  test('distinguish context, stage, image, URL and here-document', () => {
    const text =
      'FROM a AS build\nFROM b\nCOPY --from=build /o /o\nCOPY --from=0 /o /o\nCOPY --from=img:1 /o /o\nADD https://e.org/x /x\nCOPY <<EOF /f\nhi\nEOF\n';
    const { copies } = parse(text).stages[1]!;
    expect(copies.map(({ from }) => from && (from.stage?.name ?? from.value))).toEqual([
      'build',
      'build',
      'img:1',
      undefined,
      undefined,
    ]);
    expect(copies.map(({ sources }) => sources[0]!.kind)).toEqual(['path', 'path', 'path', 'remote', 'heredoc']);
    expect(copies[4]!.sources[0]!.heredoc!.content).toBe('hi\n');
  });

  test('have no path where the base image sets WORKDIR', () => {
    expect(firstStage('COPY a b').copies[0]!.path).toBeUndefined();
    expect(firstStage('COPY a /b').copies[0]!.path).toBe('/b');
  });
});

describe('variables', () => {
  test('of ENV are expanded with those from before the instruction', () => {
    const { env } = firstStage(`ENV A=1 B=$A\nENV C="x $A" D=\${B:-none} E \nENV OLD some value\nENV P=/x:$PATH Q='$A' R=\\$A`);
    expect(env.map(({ name, value }) => [name, value])).toEqual([
      ['A', '1'],
      ['B', undefined],
      ['C', 'x 1'],
      ['D', undefined],
      ['OLD', 'some value'],
      ['P', undefined],
      ['Q', '$A'],
      ['R', '$A'],
    ]);
  });

  test('of ARG are in effect from there on, and a bare ARG takes the default from before the first FROM', () => {
    const stage = parse('ARG V=2\nFROM a\nARG V\nARG W=${V:+w}\nWORKDIR /app/$V/${W}\n').stages[0]!;
    expect(stage.workdir).toBe('/app/2/w');
  });

  test('have the places of their name and value', () => {
    const dockerfile = parse('FROM a\nENV A=1 \\\n  B="two"\n');
    const [, assignment] = dockerfile.stages[0]!.env;
    expect([at(dockerfile, assignment!.nameSpan), at(dockerfile, assignment!.valueSpan!)]).toEqual(['B', '"two"']);
  });
});

test('relative WORKDIRs add up', () => {
  const { workdirs } = firstStage('WORKDIR /a\nWORKDIR b/\nWORKDIR ../c\nWORKDIR $X');
  expect(workdirs.map(({ path }) => path)).toEqual(['/a', '/a/b', '/a/c', undefined]);
});

describe('the script of RUN', () => {
  test('is at its place in the Dockerfile', () => {
    const dockerfile = parse('FROM a\nRUN --mount=type=cache,target=/c pip install \\\n  # pinned\n\n  torch>=2\n');
    const { body, mounts } = dockerfile.stages[0]!.runs[0]!;
    expect(mounts).toMatchObject([{ value: 'type=cache,target=/c' }]);
    expect(body!.text).toBe(`pip install${' '.repeat(17)}torch>=2`);
    const found = body!.start + body!.text.indexOf('torch');
    expect(dockerfile.file.text.slice(found, found + 8)).toBe('torch>=2');
  });

  test('is one line, so a comment in it hides the rest', () => {
    expect(runs('RUN a # why \\\n && b')[0]!.body!.text).not.toContain('\n');
  });

  test('leaves a word that is split across lines to the shell', () => {
    expect(runs('RUN pip ins\\\ntall x')[0]!.body!.text).toBe('pip ins\\\ntall x');
  });

  test('is the here-document if there is nothing else, and contains it where it is input', () => {
    expect(runs('RUN <<EOF\npip install x\nEOF\nRUN b')[0]!.body!.text).toBe('pip install x\n');
    const [python, next] = runs(`RUN python3 << 'EOF' && \\\n  echo done\nimport os\nEOF\nRUN b`);
    expect(python!.body!.text).toBe(`python3 << 'EOF' &&     echo done\nimport os\nEOF`);
    expect(python!.heredocs).toMatchObject([{ name: 'EOF', expand: false, content: 'import os\n' }]);
    expect(next!.body!.text).toBe('b');
  });

  test.each([
    `RUN echo "a <<b c"`,
    `RUN echo $((1<<2))`,
    `RUN cat <<<word`,
    `RUN x<<EOF`,
    `RUN echo '<< EOF'`,
    `RUN echo a \\\\`,
  ])('ends before what follows %s', (line) => {
    const { instructions, problems } = parse(`FROM a\n${line}\nCMD x\n`);
    expect(instructions.map(({ keyword }) => keyword)).toEqual(['FROM', 'RUN', 'CMD']);
    expect(problems).toEqual([]);
  });

  test('may have several here-documents with any names', () => {
    const [run] = runs('RUN cat <<A 3<<-"B C" > x\n1\nA\n\t2\n\tB C\nRUN y');
    expect(run!.heredocs.map(({ name, content }) => [name, content])).toEqual([
      ['A', '1\n'],
      ['B C', '2\n'],
    ]);
  });

  test('reads the exec form, and detects a broken one', () => {
    expect(runs(`RUN ["pip", "install", "x"]\nRUN ['pip']`)).toMatchObject([
      { form: 'exec', words: [{ text: 'pip' }, { text: 'install' }, { text: 'x' }], brokenJson: false },
      { form: 'shell', brokenJson: true },
    ]);
  });

  test('respects Windows line ends and the escape directive', () => {
    expect(runs('RUN a \\\r\n  b\r\nRUN c\r\n').map(({ body }) => body!.text.replace(/ +/g, ' '))).toEqual(['a b', 'c']);
    const { stages } = parse('# escape=`\nFROM a\nRUN a `\n  b\nCOPY x C:\\\n');
    expect(stages[0]!.runs[0]!.body!.text).toBe('a     b');
    expect(stages[0]!.copies).toHaveLength(1);
  });
});

describe('the final image', () => {
  const text =
    'FROM base:1 AS build\nENV A=1 B=1\nWORKDIR /w\nCMD ["c"]\nCOPY a /a\nFROM build\nENV B=2\nENTRYPOINT ["e"]\nCOPY b .\n';

  test('has what its stages set', () => {
    const view = finalStage(parse(text))!;
    expect(view.base.value).toBe('base:1');
    expect([...view.env].map(([name, { value }]) => [name, value])).toEqual([
      ['A', '1'],
      ['B', '2'],
    ]);
    expect(view.copies.map(({ path }) => path)).toEqual(['/a', '/w/']);
    expect(view).toMatchObject({ workdir: '/w', entrypoint: { words: [{ text: 'e' }] }, cmd: undefined });
  });

  test('may be of another target', () => {
    expect(finalStage(parse(text), 'build')).toMatchObject({ stage: { index: 0 }, cmd: { words: [{ text: 'c' }] } });
    expect(finalStage(parse(text), 'none')).toBeUndefined();
  });
});

describe('comments and directives', () => {
  test('have their spans', () => {
    const dockerfile = parse('# syntax=docker/dockerfile:1\n# one\nFROM a\nRUN x \\\n  # two\n  y\n');
    expect(dockerfile.comments.map(({ span }) => at(dockerfile, span))).toEqual(['# one', '# two']);
    expect(dockerfile.directives).toMatchObject([{ name: 'syntax', value: 'docker/dockerfile:1' }]);
  });

  test('a Dockerfile of another syntax has no problems', () => {
    expect(parse('# syntax=example/other\nFROM a\nINCLUDE x\n').problems).toEqual([]);
  });
});

describe('what the builder refuses', () => {
  test.each([
    ['RUN x\n', 'no build stage in current context: RUN comes before the first FROM', 'RUN'],
    ['FORM a\n', 'unknown instruction: FORM (did you mean FROM?)', 'FORM'],
    ['FROM a\nimport os\n', 'unknown instruction: IMPORT', 'import'],
    ['FROM a b\n', 'FROM requires either one or three arguments', 'b'],
    ['FROM a AS 1x\n', `invalid name for build stage: "1x", name can't start with a number or contain symbols`, '1x'],
    [
      'FROM a\nCOPY x\n',
      'COPY requires at least two arguments, but only one was provided. Destination could not be determined',
      'COPY',
    ],
    ['FROM a\nENV X\n', 'ENV must have two arguments', 'X'],
    ['FROM a\nENV X=1 Y\n', `Syntax error - can't find = in "Y". Must be of the form: name=value`, 'Y'],
    ['FROM a\nCMD ["x", 1]\n', 'when using JSON array syntax, arrays must be comprised of strings only', '["x",'],
    ['FROM a\nCOPY --form=b x y\n', 'unknown flag: --form', '--form=b'],
    ['FROM a\nRUN cat <<EOF\nx\n', 'unterminated heredoc', '<<EOF'],
    ['FROM a\nWORKDIR\n', 'WORKDIR requires exactly one argument', 'WORKDIR'],
    ['ARG B=\nFROM $B\n', 'base name ($B) should not be blank', '$B'],
    ['', 'file with no instructions', ''],
    ['# only\n', 'file with no instructions', ''],
  ])('%j', (text, message, word) => {
    const dockerfile = parse(text);
    expect(dockerfile.problems.map((problem) => [problem.message, at(dockerfile, problem.span)])).toEqual([[message, word]]);
  });
});

test.each([
  ['values that double', `FROM a\nENV b=xx\n${'ENV b=$b$b$b$b\n'.repeat(40)}`],
  ['nested operands', `FROM a\nENV a=${'${a:-'.repeat(20_000)}`],
  ['many here-documents', `FROM a\nRUN ${'<<A '.repeat(2_000)}`],
  ['long continuations', `FROM a\nRUN ${'x \\\n'.repeat(20_000)}`],
  ['a file of two megabytes', `FROM a\n${'#'.repeat(2_000_001)}`],
])('reading %s ends', (_, text) => {
  expect(() => finalStage(parse(text))).not.toThrow();
});

describe('any text', () => {
  const line = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc.constantFrom(
      'FROM a AS b',
      'RUN x \\',
      'RUN <<EOF',
      'EOF',
      'COPY --from=b a ["x"]',
      'ENV A=$B "c',
      '# escape=`',
      'ARG X=${Y:-$Z}',
      '\\',
      'CMD [',
      "ENV 'a",
      '`',
    ),
  );
  const text = fc.tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n')).map(([lines, end]) => lines.join(end));

  test('never throws, has all spans inside the text, and gives bodies the length of their range', () => {
    fc.assert(
      fc.property(text, (content) => {
        const dockerfile = parse(content);
        finalStage(dockerfile);
        for (const { span } of [...dockerfile.problems, ...dockerfile.instructions, ...dockerfile.comments]) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(content.length);
        }
        for (const { body } of dockerfile.stages.flatMap((stage) => stage.runs))
          if (body) expect(body.text).toHaveLength(body.end - body.start);
      }),
      { numRuns: 400 },
    );
  });
});
