import { type BuildSpec, imageKey, type Part, readBuild, readTag, sameImage } from '../languages/docker';
import { canNameImages, type EvaluatedCommand, resolvePath, rootedPath, UNKNOWN_MARK, wordText } from '../languages/shell';
import { folderOf, foldersFrom } from '../text/path';
import { matchesPieces } from '../text/wildcard';
import { calledFrom } from './caller';
import { query } from './query';
import type { Example, ImageBuild, ImageName, Repository, Script } from './targets';

interface Images {
  readonly builds: readonly ImageBuild[];
  /** Names that are fully known, by the image they refer to. */
  readonly byImage: ReadonlyMap<string, readonly ImageName[]>;
  /** Names that are only partly known. */
  readonly open: readonly ImageName[];
  readonly byExample: ReadonlyMap<Example | undefined, ExampleImages>;
}

interface ExampleImages {
  readonly builds: ImageBuild[];
  readonly names: ImageName[];
}

const imagesOf = query('repository.images', findImages);

/** The image builds of all scripts, in order of script and execution. */
export const buildsOf = (repository: Repository): readonly ImageBuild[] => imagesOf(repository).builds;

/** The image builds of the example's own scripts. */
export const ownBuildsOf = (example: Example): readonly ImageBuild[] => imagesOfExample(example)?.builds ?? [];

/** The image names that the example's own scripts set. */
export const ownImageNamesOf = (example: Example): readonly ImageName[] => imagesOfExample(example)?.names ?? [];

const imagesOfExample = (example: Example): ExampleImages | undefined => imagesOf(example.repository).byExample.get(example);

/** Where scripts give an image this name. A partly known name counts if it could match. */
export function namings(repository: Repository, name: string): readonly ImageName[] {
  const { byImage, open } = imagesOf(repository);
  return [...(byImage.get(imageKey(name)) ?? []), ...open.filter((each) => mayBe(each.name, name))];
}

function findImages(repository: Repository): Images {
  const builds: ImageBuild[] = [];
  const order = new Map<ImageName, number>();
  const byImage = new Map<string, ImageName[]>();
  const open: ImageName[] = [];
  const byExample = new Map<Example | undefined, ExampleImages>();
  const give = (name: ImageName): void => {
    order.set(name, order.size);
    if (name.script.language === 'shell') ownedBy(name.script).names.push(name);
    const { text } = name.name;
    if (text === undefined) open.push(name);
    else entryOf(byImage, imageKey(text), () => []).push(name);
  };
  /** The names so far that are, or may be, the image's, in order. */
  const named = (name: string): readonly ImageName[] =>
    [...(byImage.get(imageKey(name)) ?? []), ...open.filter((each) => mayBe(each.name, name))].sort(
      (one, other) => order.get(one)! - order.get(other)!,
    );
  const ownedBy = ({ example }: Script): ExampleImages => entryOf(byExample, example, () => ({ builds: [], names: [] }));
  for (const script of [...repository.scripts, ...repository.embeddedScripts].filter(mayNameImages)) {
    const isShell = script.language === 'shell';
    for (const command of script.commands) {
      const words = command.argv.slice(command.argumentsAt);
      if (command.verb === 'build') {
        const build = readBuildCommand(repository, script, command, readBuild(words, { engine: command.engine }));
        if (isShell) builds.push(build);
        if (isShell) ownedBy(script).builds.push(build);
        for (const name of build.spec.tags) give({ name, script, build });
      } else if (command.verb === 'tag') {
        const { source, target } = readTag(words, { engine: command.engine });
        if (!target) continue;
        const sources = source?.text === undefined ? [] : named(source.text);
        const build = (sources.find((each) => each.script === script) ?? sources[0])?.build;
        give({ name: target, script, build });
      } else if (command.verb === 'commit' || command.verb === 'import') {
        const target = words.at(-1);
        if (target) give({ name: partOfLast(target), script, build: undefined });
      }
    }
  }
  return { builds, byImage, open, byExample };
}

const mayNameImages = ({ shell, given }: Script): boolean => given.commands !== undefined || canNameImages(shell);

function entryOf<Key, Entry>(map: Map<Key, Entry>, key: Key, make: () => Entry): Entry {
  let entry = map.get(key);
  if (entry === undefined) map.set(key, (entry = make()));
  return entry;
}

function partOfLast(word: EvaluatedCommand['argv'][number]): Part {
  const text = wordText(word);
  return { text, masked: text ?? UNKNOWN_MARK, span: word.span, word };
}

/** Whether a name in a script could be the image's name. An unknown part may be anything. */
function mayBe({ text, masked }: Part, name: string): boolean {
  if (text !== undefined) return sameImage(text, name);
  const pieces = masked.split(UNKNOWN_MARK);
  if (pieces.every((piece) => !/\w/.test(piece))) return false;
  return matchesPieces(pieces, name) || matchesPieces(pieces, `${name}:latest`);
}

function readBuildCommand(repository: Repository, script: Script, command: EvaluatedCommand, spec: BuildSpec): ImageBuild {
  const cwd = wordText(command.cwd);
  const common = { script, command, spec, span: command.span };
  const context = spec.context?.text;
  const file = spec.dockerfile?.text;
  const isElsewhere = context === undefined || context === '-' || /^(https?|git|ssh):|^git@|^oci-layout:/.test(context);
  const contextPath = isElsewhere ? undefined : resolvePath(cwd, context);
  const filePath = spec.dockerfile ? resolveFile(cwd, file) : contextPath && `${contextPath}/Dockerfile`;
  const fromCaller = [contextPath, filePath].some((path) => path !== undefined && rootedPath(path)?.root === 'caller');
  const places = foldersFrom(folderOf(script.path)).map((caller) => ({
    context: calledFrom(contextPath, caller),
    dockerfile: calledFrom(filePath, caller),
    caller,
  }));
  const found = places.find(({ dockerfile }) => dockerfile !== undefined && repository.kind(dockerfile) === 'file');
  return { ...common, ...(found ?? { ...places[0]!, caller: undefined }), fromCaller };
}

const resolveFile = (cwd: string | undefined, file: string | undefined): string | undefined =>
  file === undefined || file === '-' ? undefined : resolvePath(cwd, file);
