/** Whether `DEBUG` asks for stacks: `cvl`, `cvl:*` or `*` among its names, which are separated by commas or spaces. */
export const wantsStacks = (names = process.env['DEBUG'] ?? ''): boolean =>
  /(?:^|[\s,])(?:cvl(?::\S*)?|\*)(?=$|[\s,])/.test(names);

/** Prints on standard error, where `DEBUG` asks for it, where code of a rule or a plugin threw. */
export function printStack(what: string, error: unknown): void {
  if (!wantsStacks()) return;
  const stack = typeof error === 'object' && error !== null && 'stack' in error ? String(error.stack) : String(error);
  process.stderr.write(`${[what, ...stack.split('\n').map((line) => `  ${line}`)].map(visible).join('\n')}\n`);
}

/** A message may hold text of the linted repository: characters that a terminal acts upon are written out. */
const visible = (line: string): string =>
  line.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
