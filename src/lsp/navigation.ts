import { absoluteSource } from '../languages/docker';
import { resolvePath, rootedPath, wordText } from '../languages/shell';
import { isDockerfilePath } from '../model/file-kinds';
import type { Launch, Repository } from '../model/targets';
import type { Span } from '../text/span';
import { scriptsIn } from './started';
import { variableAt } from './variables';

/** Two things that belong together, such as the image that a launch names and the build that makes it. */
interface Link {
  /** Where it's used. */
  readonly from: Span;
  /** Where it's made or written. */
  readonly to: readonly Span[];
}

const contains = ({ file, start, end }: Span, path: string, offset: number): boolean =>
  file === path && start <= offset && offset <= end;

const top = (file: string): Span => ({ file, start: 0, end: 0 });

/** Where what is named at an offset comes from. */
export function definitionsAt(repository: Repository, path: string, offset: number): readonly Span[] {
  const found = linksIn(repository, path).filter(({ from }) => contains(from, path, offset));
  if (found.length > 0) return found.flatMap(({ to }) => to);
  const variable = variableAt(repository, path, offset);
  if (!variable) return [];
  return path.endsWith('.py') ? variable.given : variable.reads;
}

/** Where what is at an offset is used: the other direction, through all links of the example, or of the file outside of examples. */
export function referencesAt(repository: Repository, path: string, offset: number): readonly Span[] {
  const variable = variableAt(repository, path, offset);
  if (variable) return [...variable.given, ...variable.reads];
  const example = repository.exampleOf(path);
  const paths = example ? example.files.map((file) => file.path) : [path];
  const all = paths.flatMap((each) => linksIn(repository, each));
  const targets = all.filter(({ from, to }) => contains(from, path, offset) || to.some((span) => contains(span, path, offset)));
  const ends = new Set(targets.flatMap(({ to }) => to.map(keyOf)));
  const own = isDockerfilePath(path) ? repository.buildsWith(path).map(({ span }) => span) : [];
  return [...own, ...all.filter(({ to }) => to.some((span) => ends.has(keyOf(span)))).map(({ from }) => from)];
}

const keyOf = ({ file, start }: Span): string => `${file}\0${start}`;

function linksIn(repository: Repository, path: string): readonly Link[] {
  const example = repository.exampleOf(path);
  const links: Link[] = [];
  if (example?.metadata?.path === path)
    for (const { spans, path: script } of example.presets)
      if (script !== undefined) links.push({ from: spans.script ?? spans.name, to: [top(script)] });
  if (path.endsWith('.py')) return links;
  for (const script of scriptsIn(repository, path)) {
    for (const launch of script.launches) links.push(...linksOf(launch));
    for (const { target, entry } of script.starts)
      if (entry !== undefined) links.push({ from: target.part.span, to: [top(entry)] });
    for (const { span, dockerfile } of script.builds)
      if (dockerfile !== undefined) links.push({ from: span, to: [top(dockerfile)] });
  }
  return links;
}

/** A launch's image and where it gets its name, and its mounts and the files that they mount. */
function linksOf({ spec, repository, command }: Launch): readonly Link[] {
  const { image } = spec;
  const names = image?.text === undefined ? [] : repository.imagesNamed(image.text).map(({ name }) => name.span);
  const mounts = spec.mounts.flatMap((mount): Link[] => {
    const folder = wordText(command.cwd);
    const source = mount.type === 'bind' ? absoluteSource(mount, folder) : undefined;
    const rooted = source === undefined ? undefined : rootedPath(resolvePath(folder, source) ?? '');
    if (rooted?.root !== 'repository' || rooted.above > 0 || repository.kind(rooted.path) !== 'file') return [];
    return [{ from: mount.sourceSpan ?? mount.span, to: [top(rooted.path)] }];
  });
  return [...(image && names.length > 0 ? [{ from: image.span, to: names }] : []), ...mounts];
}
