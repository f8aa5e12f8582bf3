import { assignedNames, type Dockerfile, parseShell, type SourceFile, type Span, type Stage, variableReads } from '../../src/api';

/** Names of the variables that a word refers to. */
export const variablesIn = (text: string): readonly string[] => [...text.matchAll(/\$\{?(\w+)/g)].map(([, name = '']) => name);

/** A variable that is read, and the place of its name. */
export interface VariableUse {
  readonly name: string;
  readonly span: Span;
}

/** The variables that a word of an instruction needs: not escaped, and without `:-` or another way to do without it. */
export function* readsIn(
  text: string,
  { file, start, end }: Span,
  { file: source, escapeCharacter }: Dockerfile,
): Iterable<VariableUse> {
  if (source.text.slice(start, end) !== text || text.includes("'")) return;
  for (const { index, 1: plain, 2: braced } of text.matchAll(/\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g)) {
    if (text[index - 1] === escapeCharacter) continue;
    const name = plain ?? braced ?? '';
    const from = start + index + (plain === undefined ? 2 : 1);
    yield { name, span: { file, start: from, end: from + name.length } };
  }
}

/** The variables that a RUN reads without setting them, and without a way to do without them. */
export function* readsOfShell(run: Stage['runs'][number], { shells }: Stage, { path }: SourceFile): Iterable<VariableUse> {
  const { body, heredocs, mounts } = run;
  const isOpen = shells.length > 0 || heredocs.length > 0 || mounts.some(({ value }) => value?.includes('env='));
  if (!body || isOpen || setsAnything.test(body.text)) return;
  const shell = parseShell({ path, text: body.text });
  if (shell.problems.length > 0) return;
  const assigned = assignedNames(shell);
  for (const { name, span, provided } of variableReads(shell)) {
    if (!provided && !assigned.has(name))
      yield { name, span: { ...span, start: body.start + span.start, end: body.start + span.end } };
  }
}

/** Commands that can set any variable, tests of whether one is set, and quotes around the code of other programs. */
const setsAnything = /\b(?:source|eval|export|getopts|envsubst|awk|jq|test|case)\b|(?:^|[\s;&|(])\.\s|\[|-v\s|<<|'/;
