import { closest, type Example, type ImageName, isNear, pattern, query, sameImage } from '../../src/api';

export const withoutLatest = (name: string): string => name.replace(/:latest$/, '');

/** Whether two image names are a slip apart. */
const areNear = (one: string, other: string): boolean => isNear(withoutLatest(one), withoutLatest(other));

/** The known names that the example's own scripts give to images. */
export const knownNames = (example: Example): readonly ImageName[] =>
  example.imageNames.filter(({ name }) => name.text !== undefined);

/** Whether the example builds an image whose name is a slip away: then a name with a slash isn't an image of somebody else. */
export const isSlip = (example: Example, name: string): boolean =>
  knownNames(example).some(({ name: own, build }) => build && own.text !== undefined && areNear(own.text, name));

/** A build whose name isn't known, a script that wasn't followed to its end or a loaded archive may give any name. */
export const mayGiveAnyName = query(
  'docker.mayGiveAnyName',
  (example: Example): boolean =>
    example.imageNames.some(({ name }) => name.text === undefined) ||
    example.builds.some(({ spec }) => spec.ambiguous || spec.open.length > 0) ||
    example.scripts.some(({ shell, incomplete }) => incomplete.length > 0 && /\bbuild\b/.test(shell.file.text)) ||
    example.scripts.some(({ shell }) => loads.test(shell.file.text)),
);

const loads = /\b(?:docker|podman|nerdctl) +(?:image +)?load\b/;

interface MisnamedBuild {
  readonly build: ImageName;
  /** The name that the scripts and the metadata agree on. */
  readonly meant: string;
}

/** The only build of the example, where it misses by a slip the name that the scripts and the metadata agree on. */
export const misnamedBuild = query('docker.misnamedBuild', (example: Example): MisnamedBuild | undefined => {
  const { metadata, repository, launches } = example;
  const [build, ...others] = knownNames(example);
  const [run, ...more] = new Set(launches.flatMap(({ spec }) => (spec.ambiguous ? [] : (spec.image?.text ?? []))));
  const given = metadata?.image?.text;
  const built = build?.build && build.name.text;
  if (built === undefined || others.length > 0 || run === undefined || more.length > 0 || given === undefined) return undefined;
  if (!sameImage(run, given) || sameImage(run, built) || repository.imagesNamed(run).length > 0) return undefined;
  return areNear(built, run) && !mayGiveAnyName(example) ? { build: build!, meant: run } : undefined;
});

/** The image that the example builds and a launch of another likely means. */
export function likelyMeant(name: string, example: Example): ImageName | undefined {
  const own = knownNames(example);
  const near = closest(
    name,
    own.map((each) => each.name.text ?? ''),
  );
  return own.find((each) => each.name.text === near) ?? (own.length === 1 ? own[0] : undefined);
}

/** A compose file, a Makefile or a README of the example gives an image that name. */
export function isNamedElsewhere({ files, repository }: Example, name: string, script: string): boolean {
  const plain = withoutLatest(name);
  const naming = pattern`(?:(?:-t|--tag)[ =]+|image:\s*|docker (?:tag|load|import)\s.{0,200})["'\x60]?${plain}(?![\w/.-])`;
  return files.some(({ path, type }) => {
    if (type !== 'file' || path === script || !/(\.(ya?ml|md|sh|py|txt|toml)|Makefile|justfile)$/i.test(path)) return false;
    const text = repository.source(path)?.text;
    return text?.includes(plain) === true && !/(^|\/)example\.ya?ml$/.test(path) && naming.test(text);
  });
}
