import { type BuildSpec, imageKey, type Part, readBuild, readTag, sameImage } from '../languages/docker';
import { type EvaluatedCommand, resolvePath, rootedPath, UNKNOWN_MARK, wordText } from '../languages/shell';
import { folderOf, foldersFrom } from '../text/path';
import { matchesPieces } from '../text/wildcard';
import { calledFrom } from './caller';
import { embeddedIn } from './embedded-scripts';
import { isScriptPath } from './file-kinds';
import { buildingPaths, filesNaming, namesImages, scriptsBuilding } from './image-hints';
import type { LintedRepository } from './linted-repository';
import { keyedQuery, query } from './query';
import type { Example, ImageBuild, ImageName, Repository, Script } from './targets';

/** A name that a command gives, or `docker tag` passes on, in its place among all. */
interface Given {
  readonly name: Part;
  readonly script: Script;
  readonly build: ImageBuild | undefined;
  /** The image that `docker tag` names. */
  readonly source?: string | undefined;
  readonly place: Place;
}

/** Scripts come first, then other files, by path; then the script of the file, and the name of the script. */
type Place = readonly [isEmbedded: number, path: string, script: number, name: number];

/** The image builds of all scripts, in order of script and execution. */
export const buildsOf = query('repository.builds', (repository: LintedRepository): readonly ImageBuild[] =>
  buildingPaths(repository, '').flatMap((path) => buildsOfFile(repository, path)),
);

/** The image builds of scripts that aren't in an example. */
export const buildsOutside = query('repository.buildsOutside', (repository: LintedRepository): readonly ImageBuild[] =>
  buildingPaths(repository, '').flatMap((path) =>
    repository.exampleOf(folderOf(path)) === undefined ? buildsOfFile(repository, path) : [],
  ),
);

/** The image builds of all scripts that use a Dockerfile. */
export const buildsWith = keyedQuery('repository.buildsWith', (repository: LintedRepository, dockerfile): readonly ImageBuild[] =>
  scriptsBuilding(repository, dockerfile)
    .flatMap((path) => buildsOfFile(repository, path))
    .filter((build) => build.dockerfile === dockerfile),
);

const buildsOfFile = (repository: Repository, path: string): readonly ImageBuild[] => {
  const script = repository.script(path);
  return script ? buildsIn(script) : [];
};

/** The image builds of the example's own scripts. */
export const ownBuildsOf = query('example.builds', ({ scripts }: Example): readonly ImageBuild[] => scripts.flatMap(buildsIn));

/** The image names that the example's own scripts set. */
export const ownImageNamesOf = query('example.imageNames', ({ repository, scripts }: Example): readonly ImageName[] =>
  scripts.flatMap(({ path }) => givenIn(repository as LintedRepository, path).map(asImageName)),
);

/** Where scripts give an image this name. A partly known name counts if it could match. */
export const namings = keyedQuery('repository.namings', (repository: LintedRepository, name): readonly ImageName[] =>
  givenNames(repository, name).map(asImageName),
);

/** Names that are the image's, then those that may be, each in order. */
const givenNames = keyedQuery('repository.givenNames', (repository: LintedRepository, name): readonly Given[] => {
  const given = filesNaming(repository, name).flatMap((path) => givenIn(repository, path));
  const isSame = ({ name: { text } }: Given): boolean => text !== undefined && imageKey(text) === imageKey(name);
  const isOpen = ({ name: part }: Given): boolean => part.text === undefined && mayBe(part, name);
  return [...given.filter(isSame), ...given.filter(isOpen)];
});

const asImageName = query('imageName', (given: Given): ImageName => {
  const { name, script } = given;
  return { name, script, build: buildBehind(given) };
});

/** The build of an image, also where `docker tag` gives it another name: of the names before it, one of the same script is meant first. */
const buildBehind = query('imageName.build', (given: Given): ImageBuild | undefined => {
  const { source, script, build } = given;
  if (source === undefined) return build;
  const repository = script.repository as LintedRepository;
  const before = givenNames(repository, source)
    .filter(({ place }) => isBefore(place, given.place))
    .sort((one, other) => (isBefore(one.place, other.place) ? -1 : 1));
  const first = before.find((each) => each.script === script) ?? before[0];
  return first && buildBehind(first);
});

function isBefore(one: Place, other: Place): boolean {
  const index = one.findIndex((part, position) => part !== other[position]);
  return index >= 0 && one[index]! < other[index]!;
}

const isMaker = (script: Script): boolean => script.given.commands !== undefined || namesImages(script);

const scriptsOf = (repository: Repository, path: string): readonly Script[] => {
  if (!isScriptPath(path)) return embeddedIn(repository, path);
  const script = repository.script(path);
  return script ? [script] : [];
};

/** The names that the commands of a file give, in order. */
const givenIn = keyedQuery('repository.givenIn', (repository: LintedRepository, path): readonly Given[] =>
  scriptsOf(repository, path).flatMap((script, index) =>
    namesGivenBy(script).map(
      (given, position): Given => ({ ...given, place: [isScriptPath(path) ? 0 : 1, path, index, position] }),
    ),
  ),
);

const buildsByCommand = query('script.buildsByCommand', (script: Script): ReadonlyMap<EvaluatedCommand, ImageBuild> => {
  const builds = isMaker(script) ? script.commands.filter(({ verb }) => verb === 'build') : [];
  return new Map(
    builds.map((command) => {
      const spec = readBuild(command.argv.slice(command.argumentsAt), { engine: command.engine });
      return [command, readBuildCommand(script.repository, script, command, spec)];
    }),
  );
});

/** The image builds of a script, in order of execution. */
export const buildsIn = query('script.builds', (script: Script): readonly ImageBuild[] => [...buildsByCommand(script).values()]);

function namesGivenBy(script: Script): readonly Omit<Given, 'place'>[] {
  const builds = buildsByCommand(script);
  return (isMaker(script) ? script.commands : []).flatMap((command): readonly Omit<Given, 'place'>[] => {
    const words = command.argv.slice(command.argumentsAt);
    const build = builds.get(command);
    if (build) return build.spec.tags.map((name) => ({ name, script, build }));
    if (command.verb === 'tag') {
      const { source, target } = readTag(words, { engine: command.engine });
      return target ? [{ name: target, script, build: undefined, source: source?.text }] : [];
    }
    const target = command.verb === 'commit' || command.verb === 'import' ? words.at(-1) : undefined;
    return target ? [{ name: partOfLast(target), script, build: undefined }] : [];
  });
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
