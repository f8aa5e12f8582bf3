import { posix } from 'node:path';
import {
  type Condition,
  conditionsOf,
  type Launch,
  type Mount,
  matchesPieces,
  type Part,
  type RootedPath,
  rootedPath,
  type Span,
} from '../../src/api';

/** A mount's target without `..`, doubled and trailing slashes; undefined where unknown. */
export const targetOf = ({ target }: Mount): string | undefined =>
  target.text?.startsWith('/') ? withoutSlash(posix.normalize(target.text)) : undefined;

const withoutSlash = (path: string): string => (path.length > 1 ? path.replace(/(?<!\/)\/+$/, '') : path);

/** Whether a path is a folder or is below it. */
export const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder === '/' ? folder : `${folder}/`);

/** Whether a partly known value may be a path: what is known of it fits. */
export function mayBe(part: Part, path: string): boolean {
  if (part.text !== undefined) return withoutSlash(posix.normalize(part.text)) === path;
  return matchesPieces(part.masked.split(/\uF8FF+/), path);
}

/** What a bind mount takes from the machine, as an absolute path; undefined where it isn't known or isn't a path. */
export function sourceOf({ command }: Launch, { type, source }: Mount): string | undefined {
  if (type !== 'bind' || source?.text === undefined || source.text === '') return undefined;
  if (source.text.startsWith('/')) return withoutSlash(posix.normalize(source.text));
  const folder = command.cwd.segments.every(({ text }) => text !== null)
    ? command.cwd.segments.map(({ text }) => text).join('')
    : undefined;
  return folder?.startsWith('/') && source.text.startsWith('.') ? withoutSlash(posix.join(folder, source.text)) : undefined;
}

/** The path in the repository that a bind mount shows; undefined where it is elsewhere or isn't known. */
export function repositorySource(launch: Launch, mount: Mount): string | undefined {
  const source = sourceOf(launch, mount);
  const rooted = source === undefined ? undefined : rootedPath(source);
  return rooted && isInRepository(rooted) ? rooted.path : undefined;
}

const isInRepository = ({ root, above }: RootedPath): boolean => root === 'repository' && above === 0;

/** Whether the script creates a path, or something in it, before the launch. */
export function isCreated({ command }: Launch, path: string): boolean {
  return [...command.created.keys()].some((created) => isWithin(withoutSlash(posix.normalize(created)), path));
}

/** The place that wrote the end of a path: the literal text after an expansion, together with the expansion right before it. */
export function endOf({ repository }: Launch, mount: Mount): Span {
  const word = mount.source?.word;
  const last = word?.segments.findLast((segment) => segment.text !== '' && segment.span.end > segment.span.start)?.span;
  if (!last) return sourcePlace(mount);
  const before = repository.source(last.file)?.text.slice(Math.max(0, last.start - 80), last.start) ?? '';
  const expansion = /\$(?:\w+|\{[^{}$]*\})$/.exec(before)?.[0] ?? '';
  return { ...last, start: last.start - expansion.length };
}

/** What gives a mount its source: the whole word where the source came in from outside the script. */
export const sourcePlace = ({ source, flag }: Mount): Span =>
  [source?.span, flag.value?.span].find((span) => span !== undefined && isWritten(span)) ?? flag.span;

const isWritten = ({ start, end }: Span): boolean => end > start;

/** Whether two uses of flags can be given together. */
export function areTogether(first: readonly Condition[], second: readonly Condition[]): boolean {
  return !first.some((one) => second.some((other) => other.key === one.key && other.holds !== one.holds));
}

export const mountConditions = (mount: Mount): readonly Condition[] => conditionsOf(mount.flag);

/** ` when A and B`, or nothing. A condition that takes more than a few words is left out. */
export function whenText(conditions: readonly Condition[]): string {
  const words = [...new Set(conditions.map((condition) => condition.words))].filter((each) => !/…|\$[@*]/.test(each));
  return words.length === 0 ? '' : ` when ${words.join(' and ')}`;
}

/** Whether a container starts in a mount, so that an empty folder there isn't just a place for outputs. */
export function isWorkingFolder({ container: { workdir } }: Launch, mount: Mount): boolean {
  const target = targetOf(mount);
  return workdir !== undefined && target !== undefined && isWithin(workdir, target);
}

/** A path after an expansion, in double quotes: `"$HOME/.cache"`. */
export const inQuotes = (expansion: string, path: string): string => `"${expansion}${path.replace(/["$`\\]/g, '\\$&')}"`;
