import fc from 'fast-check';
import { evaluate } from '../../../src/languages/shell/evaluate';
import { parseShell } from '../../../src/languages/shell/syntax/parse';
import { cases } from './cases';
import { memoryHost } from './folder';
import { scripts } from './scripts';

const loops = {
  'demo/a.sh': 'source "$(dirname "$0")/b.sh"\ndocker run a\n',
  'demo/b.sh': 'source "$(dirname "$0")/a.sh"\nbash "$(dirname "$0")/a.sh"\ndocker run b\n',
};

/** Runs both modes of the evaluator and every query on the parsed script, and checks that the results are bounded. */
function survive(text: string): void {
  const script = parseShell({ path: 'demo/x.sh', text });
  for (const { span } of script.problems) {
    if (span.start < 0 || span.end > text.length) throw new Error(`a problem at ${span.start}`);
  }
  for (const { span, text: comment } of script.comments) {
    if (text.slice(span.start, span.end) !== comment) throw new Error(`a comment at ${span.start}`);
  }
  for (const mode of ['symbolic', 'concrete'] as const) {
    const { commands } = evaluate(script, { mode, host: memoryHost({ 'demo/x.sh': text, ...loops }) });
    expect(commands.length).toBeLessThan(40_000);
    expect(Math.max(0, ...commands.slice(0, 1_000).map(({ argv }) => argv.length))).toBeLessThan(100_000);
  }
}

const numbers = (size: number): number[] => Array.from({ length: size }, (_, index) => index);

describe('no script hangs or crashes the evaluator', () => {
  test.each([
    ['10 MB of commands', 'docker run a\n'.repeat(770_000)],
    ['10 MB of one word', `docker run ${'a'.repeat(10_000_000)}`],
    ['1 MB of expansions in one word', `docker run "${'$x '.repeat(300_000)}"`],
    ['300 KB of backticks', '`'.repeat(300_000)],
    ['subshells within subshells', `${'('.repeat(50_000)}docker x${')'.repeat(50_000)}`],
    ['substitutions within substitutions', `x=${'$('.repeat(2_000)}docker x${')'.repeat(2_000)}`],
    ['conditions within conditions', `${'if true; then '.repeat(3_000)}docker x${'; fi'.repeat(3_000)}`],
    ['long sums', `docker $((${'1+'.repeat(20_000)}1)) $((2**99999999))`],
    ['braces that multiply', `docker ${'{a,b}'.repeat(40)} {1..1000000000}`],
    ['text that doubles', `x=aaaaaaaa\n${'x="$x$x"\n'.repeat(60)}docker "$x"`],
    ['arrays that double', `a=(1 2)\n${'a=("${a[@]}" "${a[@]}")\n'.repeat(60)}docker "\${a[@]}"`],
    ['loops without end', 'while true; do docker x; done; for ((;;)); do i=$((i+1)); done'],
    ['functions that call themselves', 'f() { f & f; docker x; }; f'],
    ['text that evaluates itself', `x='eval "$x$x"'; eval "$x"`],
    ['scripts that source each other', 'source "$(dirname "$0")/a.sh"; bash "$0"'],
    [
      'many undecided conditions',
      numbers(2_000)
        .map((n) => `if cmd${n}; then A+=(${n}); else V${n}=1; fi`)
        .join('\n'),
    ],
    [
      'many undecided values in one launch',
      `${numbers(40)
        .map((n) => `if c${n}; then X${n}=a; else X${n}=b; fi`)
        .join('\n')}\ndocker run ${numbers(40)
        .map((n) => `"$X${n}"`)
        .join(' ')}`,
    ],
    [
      'a long case',
      `case $x in ${numbers(5_000)
        .map((n) => `p${n}) docker run ${n};;`)
        .join('\n')} esac`,
    ],
    [
      'a long chain of elif',
      `if a; then :; ${numbers(5_000)
        .map((n) => `elif b${n}; then docker run ${n};`)
        .join('\n')} fi`,
    ],
    [
      'a long pipeline',
      numbers(3_000)
        .map((n) => `c${n}`)
        .join(' | '),
    ],
    [
      'expressions that explode elsewhere',
      `[[ ${'a'.repeat(60)}! =~ ^(a+)+$ ]]; x=${'a'.repeat(2_000)}; [[ $x == ${'*a'.repeat(100)}b ]]; docker x`,
    ],
    ['wide formats', 'docker "$(printf "%999999999d" 1)" "$(printf "%.*f" 99999 1)"; seq 1 100000000 | xargs -I{} docker {}'],
    ['no text', '\0\uD800\uFFFF \uE011/x $\0'],
  ])('%s', (_, text) => survive(text));
});

describe('generated and mutated scripts', () => {
  const known = [...Object.values(cases).flat(), ...Object.values(scripts)];
  const pieces =
    'if|then|fi|for x in|do|done|case|esac|;;|(|)|{ | }|$(|`|"|\'|$|${|}|${x:-|${x[@]}|$((|))|[[|]]|[|]|&&|;|\n|<<END\n|END\n|<<<|>|<(|docker run |x=|a=(|eval |local |set -e|{1..3}|*|~|\\|#|!|while |function f |=~ |@|+='.split(
      '|',
    );

  test('scripts made of shell fragments', () => {
    const piece = fc.oneof(fc.constantFrom(...pieces, '|', '||'), fc.constantFrom('a', 'x ', '1', ' '));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (parts) => survive(parts.join(''))),
      { numRuns: 300 },
    );
  });

  test('scripts with a part deleted, repeated or replaced', () => {
    const mutation = fc.record({
      text: fc.constantFrom(...known),
      at: fc.nat(400),
      size: fc.nat(20),
      kind: fc.constantFrom('cut', 'double', 'replace'),
      piece: fc.constantFrom(...pieces),
    });
    fc.assert(
      fc.property(mutation, ({ text, at, size, kind, piece }) => {
        const start = at % (text.length + 1);
        const middle = text.slice(start, start + size);
        const put = kind === 'cut' ? '' : kind === 'double' ? middle + middle : piece;
        survive(text.slice(0, start) + put + text.slice(start + size));
      }),
      { numRuns: 400 },
    );
  });
});
