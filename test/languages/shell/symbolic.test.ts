import { evaluate } from '../../../src/languages/shell/evaluate';
import type { EvaluatedCommand } from '../../../src/languages/shell/state/evaluated-command';
import { parseShell } from '../../../src/languages/shell/syntax/parse';
import { showRoots } from '../../../src/languages/shell/values/roots';
import type { Segment, Word } from '../../../src/languages/shell/values/word';
import { memoryHost } from './folder';

const path = 'examples/vision/demo/train.sh';

function run(text: string, files: Readonly<Record<string, string>> = {}) {
  const evaluation = evaluate(parseShell({ path, text }), { mode: 'symbolic', host: memoryHost({ [path]: text, ...files }) });
  return { ...evaluation, shown: evaluation.commands.map(show), text };
}

/** Words in short: `{NAME}` is unknown, `[…]` there sometimes, `*` any number of words, `«NAME»` the default of NAME. */
const show = ({ argv }: EvaluatedCommand): string => argv.slice(1).map(wordShown).join(' ');

function wordShown(word: Word): string {
  const text = word.segments.map(segmentShown).join('');
  const when = word.when?.map(({ words }) => words).join(' & ');
  return `${word.many ? '*' : ''}${when === undefined ? text : `[${when}: ${text}]`}`;
}

const segmentShown = (segment: Segment): string =>
  segment.text === null
    ? `{${segment.unknown?.name ?? segment.unknown?.reason}}`
    : showRoots(segment.text) + (segment.defaultOf ? `«${segment.defaultOf}»` : '');

const firstOf = (text: string, files?: Readonly<Record<string, string>>): string => run(text, files).shown[0] ?? '';

describe('paths start at known roots', () => {
  test.each([
    [
      'SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"; docker run -v "$SCRIPT_DIR:/w"',
      '<repository>/examples/vision/demo:/w',
    ],
    ['cd "$(dirname "$0")/../../.."; docker run -v "$(pwd):/w"', '<repository>:/w'],
    ['cd "$(dirname "$0")/../../../.."; docker run -v "$PWD:/w"', '<repository>/..:/w'],
    ['D=$(dirname "$(readlink -f "$0")"); docker run -v "$(realpath "$D/../..")/x:/w"', '<repository>/examples/x:/w'],
    ['docker run -v "$(pwd)/data:/d"', '<caller>/data:/d'],
    ['docker run -v "$HOME/.cache:/c"', '~/.cache:/c'],
    ['docker run -v ~/.cache:/c', '~/.cache:/c'],
    ['cd "$(dirname "$0")"; docker run -v "$(git rev-parse --show-toplevel):/w"', '<repository>:/w'],
    ['cd "$(dirname "$0")"; docker run "$(basename "$PWD")"', 'demo'],
  ])('%s', (code, want) => expect(firstOf(code)).toContain(want));

  test("the name of a root itself isn't known", () => {
    expect(firstOf('cd "$(dirname "$0")/../../.."; docker run "$(basename "$PWD")"')).toMatch(/^run \{/);
  });
});

describe('what is given from outside', () => {
  test('an environment variable is unknown, and its default is followed and marked', () => {
    expect(firstOf('docker run "$TOKEN" "${IMG:-demo}" "${X:-}"')).toBe('run {TOKEN} demo«IMG» «X»');
  });

  test('words in ${x:+…} are there if it is set', () => {
    expect(firstOf('docker run ${TOKEN:+-e "T=$TOKEN"} img')).toBe('run [TOKEN is set: -e] [TOKEN is set: T={TOKEN}] img');
  });

  test('$@ and an array made of it stand for any number of words', () => {
    const { commands } = run('A=("$@"); docker run img "$@" "${A[@]}" "$*" "$1"');
    expect(commands[0]!.argv.slice(3).map((word) => [word.many === true, word.segments[0]!.positional])).toEqual([
      [true, 'all'],
      [true, 'all'],
      [false, 'joined'],
      [false, 'one'],
    ]);
  });

  test('flags that are appended under a condition are there sometimes', () => {
    expect(firstOf('A=(--rm); if [ -n "${GPU:-}" ]; then A+=(--gpus "$GPU"); fi; docker run "${A[@]}" img')).toBe(
      'run --rm [GPU is set: --gpus] [GPU is set: {GPU}] img',
    );
    expect(firstOf('A=; [ -n "$GPU" ] && A="--gpus all"; docker run $A img')).toBe(
      'run [GPU is set: --gpus] [GPU is set: all] img',
    );
  });

  test('a loop over arguments keeps the defaults and forwards what it collects', () => {
    const code =
      'IMG=demo; while [ $# -gt 0 ]; do case "$1" in --img) IMG="$2"; shift 2;; *) R+=("$1"); shift;; esac; done; docker run "$IMG" "${R[@]}"';
    const [command] = run(code).commands;
    expect(command!.certainty).toBe('always');
    expect(command!.argv[2]!.segments[0]).toMatchObject({ text: 'demo' });
    expect(command!.argv[2]!.segments[0]!.defaultOf).toBeDefined();
    expect(command!.argv[3]).toMatchObject({ many: true, segments: [{ positional: 'one' }] });
  });
});

describe('certainty', () => {
  const certainties = (code: string) =>
    run(code).commands.map(({ certainty, when, requires }) => [
      certainty,
      when.map(({ words }) => words),
      requires.map(({ words }) => words),
    ]);

  test('sometimes, with the condition in words', () => {
    expect(certainties('if [ "$MODE" = fast ]; then docker run a; else docker run b; fi; docker run c')).toEqual([
      ['sometimes', ['$MODE is fast'], []],
      ['sometimes', ['$MODE is not fast'], []],
      ['always', [], []],
    ]);
  });

  test('a check that fails the script is a requirement, not a condition', () => {
    expect(certainties('if [ -z "$TOKEN" ]; then echo need; exit 1; fi; docker run a')).toEqual([
      ['always', [], ['TOKEN is set']],
    ]);
    expect(certainties(': "${TOKEN:?}"; docker run "$TOKEN"')).toEqual([['always', [], ['TOKEN is set']]]);
  });

  test("a branch for --help doesn't make the launch uncertain", () => {
    expect(certainties('if [ "$1" = --help ]; then exit 0; fi; docker run a')).toEqual([['always', [], []]]);
  });

  test('the same condition is answered the same way throughout', () => {
    expect(certainties('if command -v tool; then X=1; if command -v tool; then docker run a; else docker run b; fi; fi')).toEqual(
      [['sometimes', ['tool is installed'], []]],
    );
    expect(firstOf('if [ -n "$T" ]; then docker run ${T:+-e T} img; fi')).toBe('run -e T img');
  });

  test('a value that depends on the path gives one launch for each path', () => {
    const { shown, commands } = run('if nvidia-smi; then TAG=gpu; else TAG=cpu; fi; docker run "img:$TAG"; docker ps');
    expect(shown).toEqual(['run img:gpu', 'run img:cpu', 'ps']);
    expect(commands.map(({ when }) => when.map(({ words }) => words))).toEqual([
      ['`nvidia-smi` succeeds'],
      ['`nvidia-smi` fails'],
      [],
    ]);
  });

  test('functions that return early and loops that end early are followed', () => {
    expect(certainties('f() { if tool; then return; fi; docker run in; }; f; docker run out')).toEqual([
      ['sometimes', ['`tool` fails'], []],
      ['always', [], []],
    ]);
    expect(certainties('until curl x; do sleep 1; done; docker run a')).toEqual([['always', [], []]]);
    expect(certainties('for i in $(seq 60); do if curl x; then break; fi; sleep 1; done; docker run a')).toEqual([
      ['always', [], []],
    ]);
  });

  test("a build before && isn't a condition of the run after it", () => {
    expect(certainties('docker build -t a . && docker run a').map(([certainty]) => certainty)).toEqual(['always', 'always']);
  });

  test('the result says that commands are missing once a budget runs out', () => {
    expect(run('i=0; while true; do i=$((i+1)); done; docker run a').incomplete).toEqual([
      'The script takes more steps than the evaluator follows.',
    ]);
  });
});

describe('origin', () => {
  test('each segment has the span where it is written', () => {
    const { commands, text } = run('DIR=/data\nA+=(--mount "type=bind,src=$DIR,dst=/d")\ndocker run "${A[@]}" img\n');
    const [, , flag, mount] = commands[0]!.argv.filter(({ many }) => !many);
    const written = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    expect(written(flag!.span)).toBe('--mount');
    expect(mount!.segments.map(({ span }) => written(span))).toEqual(['type=bind,src=', '/data', ',dst=/d']);
    expect(mount!.segments.map(({ through }) => through && written(through))).toEqual(Array(3).fill('"${A[@]}"'));
  });

  test('the current folder has the span of the substitution that gave it', () => {
    const { commands, text } = run('ROOT="$(cd "$(dirname "$0")/../.." && pwd)"\ndocker run -v "$ROOT:/r"\n');
    const { start, end } = commands[0]!.argv[3]!.segments[0]!.span;
    expect(text.slice(start, end)).toBe('$(cd "$(dirname "$0")/../.." && pwd)');
  });

  test('a value from outside has the span of the expansion that reads it', () => {
    const { commands, text } = run('docker run -v "$HOME/.cache:/c" "$IMG"\n');
    const spans = commands[0]!.argv.flatMap(({ segments }) => segments).map(({ span }) => text.slice(span.start, span.end));
    expect(spans).toEqual(['docker', 'run', '-v', '$HOME', '/.cache:/c', '$IMG']);
  });

  test('positions in a sourced file and in a string are exact', () => {
    const files = { 'examples/vision/demo/lib.sh': 'start() { docker run lib "$1"; }\n' };
    const { commands } = run('source "$(dirname "$0")/lib.sh"; start here; bash -c \'docker run inner\'', files);
    expect(commands.map(({ span }) => span.file)).toEqual(['examples/vision/demo/lib.sh', path]);
    expect(commands[0]!.argv[3]!.segments[0]!.span.file).toBe(path);
    expect(commands[0]!.calls).toHaveLength(1);
  });

  test('text from expansions outside quotes is marked', () => {
    const { commands } = run('X="a b"; docker run $X "$X" $Y');
    expect(commands[0]!.argv.slice(2).map(({ segments }) => segments[0]!.unquoted === true)).toEqual([true, true, false, true]);
  });
});

describe('launches', () => {
  const verbs = (code: string): string[] => run(code).commands.map(({ engine, verb }) => `${engine} ${verb}`);

  test.each([
    ['sudo -E docker --context x run a', ['docker run']],
    ['exec docker run a; docker run never', ['docker run']],
    ['env A=1 B=2 docker run a', ['docker run']],
    ['time docker run a; nohup docker run b & stdbuf -oL docker run c; timeout 5m docker run d', Array(4).fill('docker run')],
    ['docker container run a; docker buildx build .; docker image build .', ['docker run', 'docker build', 'docker build']],
    ['podman run a; nerdctl run b; nvidia-docker run c', ['podman run', 'nerdctl run', 'nvidia-docker run']],
    ['docker-compose up; docker compose -f x up', ['docker-compose compose', 'docker compose']],
    ['C=(docker run); "${C[@]}" a; D="docker run"; $D a; eval "$D $UNKNOWN"', Array(3).fill('docker run')],
    ['cat list | xargs -n1 docker run', ['docker run']],
    ['find . -name "*.sh" | while read f; do docker run "$f"; done', ['docker run']],
    ['bash -s <<END\ndocker run a\nEND', ['docker run']],
    ['X=$(docker run a); echo "docker run b"; : docker run c; # docker run d', ['docker run']],
    ['$SUDO docker run a; ${DRY:+echo} docker run b', ['docker run', 'docker run']],
    ['trap "docker stop x" EXIT; docker run --name x a', ['docker run', 'docker stop']],
    ['ssh host docker run a; python run.py docker run b', []],
  ])('%s', (code, want) => expect(verbs(code)).toEqual(want));

  test('a launch has standard input, environment, folder and options', () => {
    const [command] = run('set -e; cd /data; export A=1 B; mkdir -p out; docker run -i a <<< "in"').commands;
    expect(command!.options.has('errexit')).toBe(true);
    expect(command!.cwd.segments[0]!.text).toBe('/data');
    expect(command!.environment.get('A')!.segments[0]!.text).toBe('1');
    expect(command!.created.get('/data/out')).toBe('folder');
    expect(command!.stdin!.segments.map(({ text }) => text).join('')).toBe('in\n');
  });

  test('scripts that a script runs are followed with the variables it exports', () => {
    const files = { 'examples/vision/demo/inner.sh': '#!/bin/bash\ndocker run "$A" "$B" "$1"\n' };
    expect(firstOf('export A=1; B=2; "$(dirname "$0")/inner.sh" x', files)).toBe('run 1 {B} x');
  });
});
