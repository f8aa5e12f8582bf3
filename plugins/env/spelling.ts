import { type Example, isMeantFor, isNear, keyedQuery, pattern } from '../../src/api';
import { type Variable, type Variables, variableNamed } from './variables';

/** Whether a name may be a misspelled name of the table. */
export const isNearTable = keyedQuery('env.isNearTable', (variables: Variables, name) =>
  Object.entries(variables).some(([right, { mistaken }]) => isMeantFor(name, right) || mistaken?.includes(name)),
);

/** Shorter names are near too many others. */
const LEAST_LENGTH = 6;

/** The library's variable that a name was meant for. `isMistaken`: people take the name for it, however far it is from it. */
export function libraryVariableFor(
  variables: Variables,
  name: string,
): { readonly right: string; readonly variable: Variable; readonly isMistaken: boolean } | undefined {
  const known = Object.entries(variables).filter(([, { read }]) => read === 'library');
  const mistaken = known.find(([, variable]) => variable.mistaken?.includes(name));
  const isListed = variableNamed(variables, name) !== undefined;
  const near = name.length >= LEAST_LENGTH && !isListed ? known.filter(([right]) => isMeantFor(name, right)) : [];
  const found = mistaken ?? (near.length === 1 ? near[0] : undefined);
  return found && { right: found[0], variable: found[1], isMistaken: mistaken !== undefined };
}

/** One name is a typo of the other, or starts it: GRAD_ACCUM, GRAD_ACCUMULATION. */
export const isRelated = (a: string, b: string): boolean =>
  isNear(a, b) || (Math.min(a.length, b.length) >= 5 && a !== b && (a.startsWith(b) || b.startsWith(a)));

/**
 * Whether a file of the kind has the name as a word, so that something may read it by this name. A folder without metadata may start
 * code from anywhere in the repository.
 */
export function isMentioned({ files: own, repository, metadata }: Example, name: string, kind: RegExp): boolean {
  const files = metadata ? own : repository.files;
  const word = pattern`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`;
  // A Python constant with the variable's name reads nothing by itself.
  const literal = pattern`["']${name}["']`;
  return files.some(({ path, type }) => {
    const text = type === 'file' && kind.test(path) ? repository.source(path)?.text : undefined;
    if (text?.includes(name) !== true) return false;
    return (path.endsWith('.py') && !/BaseSettings|environs|decouple/.test(text) ? literal : word).test(text);
  });
}
