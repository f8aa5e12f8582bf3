import { imageKey } from '../languages/docker';
import { UNKNOWN_MARK } from '../languages/shell';
import { folderOf, nameOf } from '../text/path';
import { matchesPieces } from '../text/wildcard';
import { embeddedIn } from './embedded-scripts';
import { isScriptPath } from './file-kinds';
import { buildingPaths, filesNaming, scriptsBuilding } from './image-hints';
import type { LintedRepository } from './linted-repository';
import { keyedQuery, query } from './query';
import { buildsIn, type GivenName, namesGivenBy } from './script-builds';
import type { Example, ImageBuild, ImageName, Repository, Script } from './targets';

/** A name with its place among all. */
interface Given extends GivenName {
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
  const files = filesNaming(repository, name).map((path) => namesIn(repository, path));
  const key = imageKey(name);
  const [base = name] = nameOf(name).split(/[:@]/);
  const mayBe = ({ pieces }: OpenName): boolean =>
    pieces.some((piece) => namesPart(piece, base)) && (matchesPieces(pieces, name) || matchesPieces(pieces, `${name}:latest`));
  return [
    ...files.flatMap(({ known }) => known.get(key) ?? []),
    ...files.flatMap(({ open }) => open.filter(mayBe).map(({ given }) => given)),
  ];
});

/** Whether what is known of a name has some of an image's own name, rather than of its registry or its tag alone. */
const namesPart = (piece: string, base: string): boolean =>
  piece.split(/[/:@]/).some((part) => part.length > 1 && base.includes(part));

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

/** A name of which only some pieces are known. An unknown part may be anything. */
interface OpenName {
  readonly given: Given;
  readonly pieces: readonly string[];
}

/** The names that the commands of a file give, for looking them up: known ones by the image that they name, and those that may be any. */
const namesIn = keyedQuery('repository.namesIn', (repository: LintedRepository, path) => {
  const known = new Map<string, Given[]>();
  const open: OpenName[] = [];
  for (const given of givenIn(repository, path)) {
    const { text, masked } = given.name;
    if (text === undefined) {
      const pieces = masked.split(UNKNOWN_MARK);
      if (pieces.some((piece) => /\w/.test(piece))) open.push({ given, pieces });
      continue;
    }
    const names = known.get(imageKey(text)) ?? [];
    names.push(given);
    known.set(imageKey(text), names);
  }
  return { known, open };
});
