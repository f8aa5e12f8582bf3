import { showRoots } from '../languages/shell';
import type { Repository, Start } from '../model/targets';
import type { Span } from '../text/span';
import { scriptsIn } from './started';

/** An environment variable, as far as a script, a container, or a program has to do with it. */
export interface Variable {
  readonly name: string;
  /** Its values in programs that are started: a text, `null` where it isn't set, undefined where it isn't known. */
  readonly values: readonly (string | null | undefined)[];
  /** Where a container is given it. */
  readonly given: readonly Span[];
  /** Where Python code reads it. */
  readonly reads: readonly Span[];
}

const nameAround = /[A-Za-z_]\w*/g;

/** The name at an offset. */
function nameAt(text: string, offset: number): { readonly name: string; readonly start: number } | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(lineStart, end < 0 ? undefined : end);
  for (const { 0: name, index } of line.matchAll(nameAround))
    if (lineStart + index <= offset && offset <= lineStart + index + name.length) return { name, start: lineStart + index };
  return undefined;
}

/** The variable at an offset of a script, or of Python code that reads it. Undefined if nobody is given it or reads it. */
export function variableAt(repository: Repository, path: string, offset: number): Variable | undefined {
  const text = repository.source(path)?.text;
  const found = text === undefined ? undefined : nameAt(text, offset);
  if (!found) return undefined;
  const scripts = path.endsWith('.py') ? (repository.exampleOf(path)?.scripts ?? []) : scriptsIn(repository, path);
  const starts = scripts.flatMap((script) => script.starts);
  const launches = scripts.flatMap((script) => script.launches);
  const { name } = found;
  const reads = uniqueSpans(starts.flatMap((start) => readsOf(start, name)));
  if (path.endsWith('.py') && !reads.some((span) => span.file === path && span.start <= offset && offset <= span.end))
    return undefined;
  const given = launches.flatMap(({ spec }) => spec.env.filter((each) => each.name.text === name).map((each) => each.name.span));
  if (given.length === 0 && reads.length === 0) return undefined;
  const values = [
    ...new Set(
      starts.filter((start) => readsOf(start, name).length > 0 || given.length > 0).map((start) => valueFor(start, name)),
    ),
  ];
  return { name, values, given: uniqueSpans(given), reads };
}

const valueFor = ({ variables, world }: Start, name: string): string | null | undefined => {
  const value = variables.has(name) ? variables.get(name) : world.variable(name);
  return typeof value === 'string' ? showRoots(value) : value;
};

const readsOf = ({ program }: Start, name: string): readonly Span[] =>
  [...(program?.graph.files.values() ?? [])].flatMap(({ facts }) =>
    facts.environment.reads.filter((read) => read.name === name).map(({ span }) => span),
  );

function uniqueSpans(spans: readonly Span[]): readonly Span[] {
  return [...new Map(spans.map((span) => [`${span.file}\0${span.start}`, span])).values()];
}
