import { forEachChild, type SyntaxNode } from 'unbash';
import type { Span } from '../../../text/span';

/** Something that Bash has and a plain `sh`, such as dash, doesn't. */
export interface Bashism {
  /** As in “sh has no …”: `arrays`, `` `source` ``. */
  readonly feature: string;
  readonly span: Span;
  /** What dash does without an error, as in “sh runs the command in the background”. Undefined if it fails. */
  readonly effect: string | undefined;
}

type Reader = (node: SyntaxNode) => { readonly feature: string; readonly effect?: string } | undefined;

const variables: ReadonlySet<string> = new Set(['BASH_SOURCE', 'BASH_REMATCH', 'FUNCNAME', 'PIPESTATUS', 'BASHPID', 'RANDOM']);

const commands: ReadonlySet<string> = new Set([
  'source',
  'mapfile',
  'readarray',
  'declare',
  'typeset',
  'shopt',
  'pushd',
  'popd',
  'let',
  'function',
]);

/** Fixed differences between dash and Bash, by kind of node. Sources: the Debian policy on /bin/sh, and dash(1). */
const readers: { readonly [type: string]: Reader } = {
  TestCommand: () => ({ feature: '`[[ … ]]`' }),
  ProcessSubstitution: (node) => ({ feature: `\`${textOf(node).slice(0, 2)}…)\`` }),
  BraceExpansion: (node) => ({ feature: `\`${textOf(node)}\``, effect: 'takes it for one word' }),
  ArrayValue: () => ({ feature: 'arrays' }),
  ArithmeticCommand: () => ({ feature: '`((…))`' }),
  ArithmeticFor: () => ({ feature: '`for ((…))`' }),
  Function: (node) => (startOfName(node) > node.pos ? { feature: '`function`' } : undefined),
  Select: () => ({ feature: '`select`' }),
  Pipeline: (node) =>
    'operators' in node && [...node.operators].some((each) => each === '|&') ? { feature: '`|&`' } : undefined,
  Assignment: (node) => ('append' in node && node.append ? { feature: '`+=`' } : undefined),
  AnsiCQuoted: () => ({ feature: "`$'…'`", effect: 'keeps the `$` and the backslashes' }),
  CaseModification: () => ({ feature: '`${name^^}`' }),
  Replace: () => ({ feature: '`${name/…/…}`' }),
  Slice: () => ({ feature: '`${name:…}`' }),
  Redirect: (node) => {
    const operator = 'operator' in node ? String(node.operator) : '';
    return operator === '&>' || operator === '&>>'
      ? { feature: `\`${operator}\``, effect: 'runs the command in the background' }
      : undefined;
  },
  HereString: () => ({ feature: '`<<<`' }),
  SimpleExpansion: (node) => (variables.has(textOf(node).slice(1)) ? { feature: `\`${textOf(node).slice(1)}\`` } : undefined),
  ParameterExpansion: (node) => {
    const { parameter, prefix } = node as { readonly parameter?: string; readonly prefix?: string };
    if (prefix === '!') return { feature: '`${!name}`' };
    return parameter !== undefined && variables.has(parameter) ? { feature: `\`${parameter}\`` } : undefined;
  },
};

/** The words of a command that dash doesn't have. */
function inCommand(words: readonly string[]): { readonly feature: string; readonly at: number } | undefined {
  const [program = ''] = words;
  if (commands.has(program)) return { feature: `\`${program}\``, at: 0 };
  if (program === 'set') {
    const at = words.findIndex((word, index) => word === 'pipefail' && /^-\w*o$/.test(words[index - 1] ?? ''));
    if (at >= 0) return { feature: '`pipefail`', at };
  }
  if (program !== '[' && program !== 'test') return undefined;
  const at = words.indexOf('==');
  return at >= 0 ? { feature: '`==` in `[ … ]`', at } : undefined;
}

/** What a script needs Bash for, in order of position. `offset`: where the text of the tree starts in its file. */
export function bashisms(tree: SyntaxNode, path: string, offset = 0): readonly Bashism[] {
  const found: Bashism[] = [];
  const add = (node: SyntaxNode, feature: string, effect?: string): void => {
    found.push({ feature, effect, span: { file: path, start: offset + node.pos, end: offset + node.end } });
  };
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'CommandExpansion' && node.script?.source !== undefined) return;
    const read = Object.hasOwn(readers, node.type) ? readers[node.type]!(node) : undefined;
    if (read) add(node, read.feature, read.effect);
    if (node.type === 'Command') {
      const words = [...(node.name ? [node.name] : []), ...node.args];
      const missing = inCommand(words.map(textOf));
      const word = missing && words[missing.at];
      if (missing && word) add(word, missing.feature);
    }
    forEachChild(node, visit);
  };
  visit(tree);
  return found.sort((a, b) => a.span.start - b.span.start);
}

const startOfName = (node: SyntaxNode): number => ('name' in node && typeof node.name === 'object' ? node.name.pos : node.pos);

const textOf = (node: SyntaxNode): string => ('text' in node && typeof node.text === 'string' ? node.text : '');
