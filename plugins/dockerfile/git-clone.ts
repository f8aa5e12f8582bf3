import type { PlainCommand, PlainWord } from '../../src/api';

/** A `git clone` of an address outside the machine. */
export interface Clone {
  readonly url: string;
  readonly urlAt: PlainWord['span'];
  /** The branch, tag or revision that is named. */
  readonly branch: PlainWord | undefined;
  readonly isShallow: boolean;
}

/** Options of `git clone` that take the next word. https://git-scm.com/docs/git-clone */
const optionsWithValue: ReadonlySet<string> = new Set([
  '--depth',
  '-o',
  '--origin',
  '-c',
  '--config',
  '--reference',
  '-j',
  '--jobs',
  '--filter',
  '--template',
  '-u',
  '--shallow-since',
  '--separate-git-dir',
]);

const branchOptions: ReadonlySet<string> = new Set(['-b', '--branch', '--revision']);

export function readClone(command: PlainCommand): Clone | undefined {
  const words = gitWords(command);
  if (words?.[0]?.text !== 'clone') return undefined;
  let branch: PlainWord | undefined;
  let url: PlainWord | undefined;
  for (let at = 1; at < words.length; at++) {
    const word = words[at]!;
    const { text } = word;
    const attached = /^--(?:branch|revision)=(.*)$/.exec(text ?? '')?.[1];
    if (attached !== undefined) branch = { ...word, text: attached };
    else if (text !== undefined && branchOptions.has(text)) branch = words[++at];
    else if (text !== undefined && optionsWithValue.has(text)) at++;
    else if (!text?.startsWith('-')) url ??= word;
  }
  if (!url?.text || !/^(https?|git|ssh):|^git@/.test(url.text)) return undefined;
  const isShallow = words.some(({ text }) => text?.startsWith('--depth'));
  return { url: url.text, urlAt: url.span, branch, isShallow };
}

const checkouts: ReadonlySet<string> = new Set(['checkout', 'reset', 'switch', 'fetch', 'worktree']);

/** `git checkout <commit>` and its like. Which clone is meant is not followed. */
export function checksOut(command: PlainCommand): boolean {
  const [verb, ...rest] = gitWords(command) ?? [];
  return checkouts.has(verb?.text ?? '') && rest.length > 0;
}

/** The words after `git` and its global options. */
function gitWords({ words }: PlainCommand): readonly PlainWord[] | undefined {
  const start = words.findIndex(({ text }) => text !== 'sudo' && text !== 'env' && !/^\w+=/.test(text ?? ''));
  if (words[start]?.text !== 'git') return undefined;
  let at = start + 1;
  while (words[at]?.text?.startsWith('-')) at += words[at]?.text === '-C' || words[at]?.text === '-c' ? 2 : 1;
  return words.slice(at);
}
