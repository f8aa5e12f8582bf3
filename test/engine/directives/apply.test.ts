import { applyDirectives } from '../../../src/engine/directives';
import { context, outcome, type RuleReport } from './linting';

describe('a directive for the next line', () => {
  test('suppresses one rule on that line only, with its reason', () => {
    const text = '# cvl-disable-next-line docker/mounts -- the image holds the data\nfirst: 1\nsecond: 2\n';
    const { kept, hidden, reported } = outcome('a.yaml', text, ['first', 'first@docker/rm', 'second']);
    expect({ kept, hidden, reported }).toEqual({ kept: ['first', 'second'], hidden: ['first'], reported: [] });
  });

  test('can name several rules, separated by commas or spaces', () => {
    const text = '# cvl-disable-next-line docker/mounts, docker/rm docker/gpu-flag\nfirst: 1\n';
    expect(outcome('a.yaml', text, ['first', 'first@docker/rm', 'first@docker/gpu-flag'])).toMatchObject({
      kept: [],
      reported: [],
    });
  });

  test('can suppress all rules of a family, or all rules', () => {
    const text = '# cvl-disable-next-line docker/*\nfirst: 1\n# cvl-disable-next-line\nsecond: 2\n';
    expect(outcome('a.yaml', text, ['first', 'first@files/required', 'second', 'second@files/required'])).toMatchObject({
      kept: ['first'],
      reported: [],
    });
  });

  test('can be above other directives for the same line', () => {
    const text = '# cvl-disable-next-line docker/mounts\n# as agreed\n# cvl-disable-next-line docker/rm\nfirst: 1\n';
    expect(outcome('a.yaml', text, ['first', 'first@docker/rm'])).toMatchObject({ kept: [], reported: [] });
  });

  test('covers all lines of a command in a shell script', () => {
    const text = '# cvl-disable-next-line docker/mounts\ndocker run \\\n  -v a:b \\\n  -e "X=1\n  Y=2" image\necho done\n';
    expect(outcome('train.sh', text, ['docker run', '-v', 'Y=2', 'done'])).toMatchObject({ kept: ['done'] });
  });

  test('does not cover the commands of a substitution over several lines in a shell script', () => {
    const text = '# cvl-disable-next-line docker/mounts\nX="$(\n  docker run a\n  docker rm b \\\n    c\n)"\n';
    expect(outcome('train.sh', text, ['X=', 'run', 'rm', 'c\n'])).toMatchObject({ kept: ['run', 'rm', 'c\n'] });
  });

  test('covers a whole instruction in a Dockerfile, including comments between its lines', () => {
    const text = '# cvl-disable-next-line docker/mounts\nRUN a \\\n # why b\n\n && b \\\r\n && c\nRUN d\n';
    expect(outcome('Dockerfile', text, ['RUN a', '&& b', '&& c', 'd\n'])).toMatchObject({ kept: ['d\n'], reported: [] });
    const backtick = '# escape=`\n# cvl-disable-next-line docker/mounts\nRUN a `\n && b\nCOPY c\\\nRUN d\n';
    expect(outcome('Dockerfile', backtick, ['&& b', 'd\n'])).toMatchObject({ kept: ['d\n'] });
  });

  test('covers one line in YAML, not the entry that begins there', () => {
    const text = '# cvl-disable-next-line docker/mounts\npresets:\n  train: 1\n';
    expect(outcome('a.yaml', text, ['presets', 'train'])).toMatchObject({ kept: ['train'] });
  });

  test('covers lines joined by a backslash in Python', () => {
    const text = '# cvl-disable-next-line docker/mounts\nx = a + \\\n  b\nc = 1\n';
    expect(outcome('train.py', text, ['b\n', 'c = 1'])).toMatchObject({ kept: ['c = 1'] });
  });
});

test('a comment after code applies to its own line, or the command that ends there', () => {
  const text = 'docker run \\\n  -v a:b image # cvl-disable-line docker/mounts\necho done\n';
  expect(outcome('train.sh', text, ['docker', '-v', 'done'])).toMatchObject({ kept: ['done'], reported: [] });
});

test('a directive for a whole file also suppresses findings without a line', () => {
  const text = 'a: 1\n# cvl-disable-file files/required -- a demo\n';
  const { findings, suppressed } = applyDirectives(
    [
      { rule: 'files/required', at: { file: 'a.yaml' } },
      { rule: 'files/required', at: { file: 'a.yaml', line: 1, column: 1 } },
      { rule: 'docker/rm', at: { file: 'a.yaml' } },
      { rule: 'files/required', at: { file: 'b.yaml' } },
    ],
    { ...context, text: (file) => (file === 'a.yaml' ? text : 'b: 1'), files: [] },
  );
  expect(suppressed.map((each) => each.suppression)).toEqual(
    Array(2).fill({ kind: 'directive', reason: 'a demo', until: undefined }),
  );
  expect(findings).toHaveLength(2);
});

describe('blocks', () => {
  const text = [
    'before: 1',
    '# cvl-disable',
    'inside: 1',
    '# cvl-enable docker/mounts',
    'partly: 1',
    '# cvl-enable',
    'after: 1',
    '# cvl-disable docker/rm',
    'rest: 1',
    '',
  ].join('\n');

  test('end where rules are enabled again, one by one or all, or at the end of the file', () => {
    const words = ['before', 'inside', 'partly', 'after', 'rest'].flatMap((word) => [word, `${word}@docker/rm`]);
    const { kept, reported } = outcome('a.yaml', text, words);
    expect(kept).toEqual(['before', 'before', 'partly', 'after', 'after', 'rest']);
    expect(reported).toEqual([]);
  });

  test('begin at the comment, even after code', () => {
    const { kept } = outcome('a.yaml', 'first: 1 # cvl-disable\nsecond: 1\n', ['first', 'second']);
    expect(kept).toEqual(['first']);
  });

  test('that are never disabled make an enabling comment unused, which is reported', () => {
    const { reported } = outcome('a.yaml', '# cvl-enable docker/rm\na: 1\n# cvl-enable\n', []);
    expect(reported).toEqual(['unused enable "docker/rm"', 'unused enable-all "cvl-enable"']);
  });
});

test('findings with a line and column are matched too', () => {
  const text = 'a: 1\n# cvl-disable-next-line\nb: 1\nc: 1\n';
  const place = (line: number) => ({ rule: 'docker/rm', at: { file: 'a.yaml', line, column: 1 } });
  const given = { ...context, text: () => text, files: [] };
  expect(applyDirectives([place(1), place(3), place(4)], given).findings.map((each) => each.at.line)).toEqual([1, 4]);
});

test("the engine's own findings can't be suppressed", () => {
  const text = '# cvl-disable-file\n';
  const crash = { rule: 'internal/rule-crashed', at: { file: 'a.yaml' } };
  const given = { ...context, text: () => text, files: [] };
  expect(applyDirectives([crash], given).findings).toEqual([crash]);
});

describe('unused directives', () => {
  test('are reported at the exact name, even among used ones, with a fix', () => {
    const text = '# cvl-disable-next-line docker/mounts, docker/rm -- as agreed\nfirst: 1\n';
    const { reported, reports } = outcome('a.yaml', text, ['first']);
    expect(reported).toEqual(['unused rule "docker/rm"']);
    expect(mended(text, reports)).toBe('# cvl-disable-next-line docker/mounts -- as agreed\nfirst: 1\n');
  });

  test.each([
    ['a: 1\r\n  # cvl-disable-next-line docker/rm -- x\r\nb: 1\r\n', 'a: 1\r\nb: 1\r\n'],
    ['a: 1  # cvl-disable-line docker/rm\nb: 1\n', 'a: 1\nb: 1\n'],
    ['a: 1\n# cvl-disable-file', 'a: 1\n'],
    ['# cvl-disable docker/rm, docker/mounts\na: 1\n', '# cvl-disable docker/mounts\na: 1\n'],
  ])('are deleted by the fix: %j', (text, expected) => {
    expect(mended(text, outcome('a.yaml', text, []).reports.slice(0, 1))).toBe(expected);
  });

  test('on a line of their own lead to a suggestion of cvl-disable-next-line', () => {
    const { reports } = outcome('a.yaml', '# cvl-disable-line docker/rm\nfirst: 1\n', ['first@docker/rm']);
    expect(reports[0]?.data).toMatchObject({ hint: ', or write `cvl-disable-next-line` for the line below' });
  });

  test('are not reported if the rule did not run', () => {
    const text = '# cvl-disable-file docker/rm, docker/mounts\n# cvl-disable-file files/*\n';
    expect(outcome('a.yaml', text, [], { isOn: (rule) => rule === 'docker/mounts' }).reported).toHaveLength(1);
    expect(outcome('a.yaml', text, [], { wholeRun: false }).reported).toEqual([]);
  });

  const mended = (text: string, found: readonly RuleReport[]): string =>
    found
      .flatMap((each) => each.fix ?? [])
      .reduce((mending, edit) => mending.slice(0, edit.start) + edit.text + mending.slice(edit.end), text);
});

test('an expired directive suppresses nothing and is reported at its date', () => {
  const directive = (day: string) => `# cvl-disable-next-line docker/mounts until=${day} -- as agreed\nfirst: 1\n`;
  const late = outcome('a.yaml', directive('2025-06-01'), ['first']);
  expect(late.kept).toEqual(['first']);
  expect(late.reported).toEqual(['expired directive "until=2025-06-01"']);
  expect(outcome('a.yaml', directive('2025-06-02'), ['first'])).toMatchObject({ kept: [], reported: [] });
});

test.each([
  ['docker/mount', 'docker/mounts'],
  ['mounts', 'docker/mounts'],
  ['schem', 'example/schema'],
  ['dokcer/*', 'docker/*'],
  ['nothing/like-it', undefined],
])('an unknown rule is reported at its name: %s', (name, suggestion) => {
  const { kept, reported, reports } = outcome('a.yaml', `# cvl-disable-next-line docker/rm, ${name} -- x\nfirst: 1\n`, [
    'first',
    'first@docker/rm',
  ]);
  expect(kept).toEqual(['first']);
  expect(reported).toEqual([`unknown-rule ${suggestion ? 'similar' : 'unknown'} "${name}"`]);
  expect(reports[0]?.data).toEqual({ rule: name, suggestion });
});

test('a missing reason is reported only if an option asks for it', () => {
  const text =
    '# cvl-disable-next-line docker/mounts\nfirst: 1\n# cvl-disable docker/rm -- \nsecond: 1\n# cvl-enable docker/rm\n';
  expect(outcome('a.yaml', text, ['first', 'second@docker/rm']).reported).toEqual([]);
  const { reported } = outcome('a.yaml', text, ['first', 'second@docker/rm'], { noReason: true });
  expect(reported).toEqual(['no-reason directive "cvl-disable-next-line"', 'no-reason directive "cvl-disable"']);
});

test('directives beyond a limit are not read, which is reported', () => {
  const text = '# cvl-disable-next-line docker/rm\na: 1\n'.repeat(1500);
  const { reported } = outcome('a.yaml', text, [], { wholeRun: false });
  expect(reported).toHaveLength(1);
  expect(reported[0]).toBe('syntax excess "cvl-disable-next-line"');
});
