import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rule } from '../api/rule';

/** ` (team.mjs:12)`: the innermost line of a plugin in the stack of what it threw, else its file. Empty for cvl's own rules. */
export function lineOfError(error: unknown, file: string | undefined): string {
  if (file === undefined) return '';
  const stack = stackOf(error);
  const line = lineIn(stack, file);
  if (line !== undefined) return ` (${shown(file)}:${line})`;
  const beside = dirname(file);
  const other = /(?:^|[\s(])(?:file:\/\/)?(\/[^\s()]+?):(\d+):\d+/.exec(
    stack.split('\n').find((row) => row.includes(`${beside}/`)) ?? '',
  );
  return other ? ` (${shown(other[1] ?? '')}:${other[2]})` : ` (${shown(file)})`;
}

/** A path as a person can open it from where the command was started. */
const shown = (file: string): string => relative(process.cwd(), file);

function stackOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.stack) : '';
  } catch {
    return '';
  }
}

function lineIn(stack: string, file: string): string | undefined {
  const row = stack.split('\n').find((each) => each.includes(`${file}:`));
  return row && /:(\d+):\d+\)?$/.exec(row.trim())?.[1];
}

/**
 * The same for a report that can't be used: the line of the `yield` at which a generator waits, else of the function `check`. V8 tells
 * both only to a debugger.
 */
export function lineOfCheck(rule: Rule, produced: object, file: string | undefined): string {
  if (file === undefined) return '';
  const place = locate(produced, '[[GeneratorLocation]]') ?? locate(rule.check, '[[FunctionLocation]]');
  return place ? ` (${shown(place.file)}:${place.line})` : ` (${shown(file)})`;
}

interface Place {
  readonly file: string;
  readonly line: number;
}

const handle = Symbol.for('cvl.where');

function locate(subject: object, property: string): Place | undefined {
  // Not imported: some builds of Node come without it.
  const inspector = process.getBuiltinModule('node:inspector');
  const session = new inspector.Session();
  const scripts = new Map<string, string>();
  let found: { readonly scriptId: string; readonly lineNumber: number } | undefined;
  try {
    session.connect();
    session.on('Debugger.scriptParsed', ({ params }) => scripts.set(params.scriptId, params.url));
    session.post('Debugger.enable');
    Object.defineProperty(globalThis, handle, { value: subject, configurable: true });
    session.post('Runtime.evaluate', { expression: "globalThis[Symbol.for('cvl.where')]" }, (_, evaluated) => {
      const { objectId } = evaluated?.result ?? {};
      if (objectId === undefined) return;
      session.post('Runtime.getProperties', { objectId, ownProperties: true }, (__, properties) => {
        found = properties?.internalProperties?.find(({ name }) => name === property)?.value?.value;
      });
    });
  } catch {
    // Without a debugger there is only the file.
  } finally {
    Reflect.deleteProperty(globalThis, handle);
    session.disconnect();
  }
  const url = found && scripts.get(found.scriptId);
  if (!found || !url) return undefined;
  return { file: url.startsWith('file:') ? fileURLToPath(url) : url, line: found.lineNumber + 1 };
}
