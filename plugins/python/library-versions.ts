import {
  intersection,
  isSubrange,
  nameOf,
  onlyVersion,
  type PythonArtifact,
  parseImage,
  type Related,
  type Requirement,
  type Span,
  type StatedRequirements,
  statedRequirements,
  type VersionRange,
  versionRange,
} from '../../src/api';

/** Where a library comes from. */
export interface Library {
  readonly distributions: readonly string[];
  /** What an install without a limit brings at least, on every Python that is still maintained. */
  readonly today: string;
  /** Modules that make the library accept what its own version doesn't. */
  readonly patchedBy?: readonly string[];
}

/** What is known of libraries and images, from a table. */
export interface LibraryOptions {
  readonly libraries: { readonly [name: string]: Library };
  /** Base images whose tags begin with the version of a library that they hold. */
  readonly images: readonly { readonly image: string; readonly distribution: string }[];
  /** What the names of base images contain that have a Python for which new releases are made. */
  readonly modern: readonly string[];
  /** Distributions whose limits never keep an install from the newest version of a library. */
  readonly apart: readonly string[];
}

/** What is installed of a library, as far as it's stated. */
export interface InstalledLibrary {
  readonly distribution: string;
  readonly range: VersionRange;
  /** `transformers==4.48.0`, as it's written, or the base image that holds it. */
  readonly written: string;
  /** What to write to get a version or a newer one. */
  readonly atLeast: (version: string) => string;
  readonly at: Span;
  /** Nothing limits it, so an install brings this version or a newer one. */
  readonly today: string | undefined;
}

/** The version of a library at the nearest place that states what is installed. Undefined if that doesn't say, or contradicts itself. */
export function installedLibrary(
  artifact: PythonArtifact,
  library: string,
  options: LibraryOptions,
): InstalledLibrary | undefined {
  const { distributions = [], today } = options.libraries[library] ?? {};
  const level = statedRequirements(artifact)[0];
  if (!level) return undefined;
  const asked = level.requirements.filter(({ name }) => distributions.includes(name));
  return versionAt(asked, imagesWith(distributions, level, options), today, level, options);
}

interface Held {
  readonly distribution: string;
  readonly version: string;
  readonly written: string;
  readonly at: Span;
}

const imagesWith = (
  distributions: readonly string[],
  { bases }: StatedRequirements,
  { images }: LibraryOptions,
): readonly Held[] =>
  bases.flatMap(({ image, span }) =>
    images.flatMap(({ image: known, distribution }) => {
      const reference = distributions.includes(distribution) ? parseImage(image) : '';
      const tag = typeof reference !== 'string' && reference.repository === known ? (reference.tag ?? '') : '';
      const version = /^\d+\.\d+\.\d+/.exec(tag)?.[0];
      return version === undefined ? [] : [{ distribution, version, written: image, at: span }];
    }),
  );

function versionAt(
  asked: readonly Requirement[],
  held: readonly Held[],
  today: string | undefined,
  level: StatedRequirements,
  options: LibraryOptions,
): InstalledLibrary | undefined {
  if (asked.some(({ url, marker }) => url !== undefined || marker !== undefined)) return undefined;
  const range = common(asked.map(({ specifier }) => specifier));
  if (!range) return undefined;
  const narrowest = [...asked].sort((one, other) => Number(other.pinned !== undefined) - Number(one.pinned !== undefined))[0];
  const [base] = held;
  if (base && onlyVersion(range) === undefined) {
    const both = common([...asked.map(({ specifier }) => specifier), ...held.map(({ version }) => `==${version}`)]);
    return (
      both && {
        distribution: base.distribution,
        range: both,
        written: base.written,
        at: base.at,
        atLeast: imageWith(base),
        today: undefined,
      }
    );
  }
  if (!narrowest) return undefined;
  const { written, specifier, name, span } = narrowest;
  const isOpen = range.to === undefined && isFresh(level, options);
  return {
    distribution: name,
    range,
    written: written + specifier,
    at: span,
    atLeast: raised(written),
    today: isOpen ? today : undefined,
  };
}

const imageWith =
  ({ distribution }: Held) =>
  (version: string): string =>
    `Use an image with ${distribution} ${version} or newer.`;

const raised =
  (written: string) =>
  (version: string): string =>
    `Write \`${written}>=${version}\` there.`;

function common(specifiers: readonly string[]): VersionRange | undefined {
  let range = versionRange('');
  for (const specifier of specifiers) {
    const next = versionRange(specifier);
    range = range && next && intersection(range, next);
  }
  return range;
}

/** Nothing holds an install back: no requirement has a limit that matters, and Python isn't an old one. */
const isFresh = ({ requirements, bases, oldPython }: StatedRequirements, { modern, apart }: LibraryOptions): boolean =>
  !oldPython &&
  requirements.every(
    ({ name, specifier, url }) =>
      name !== 'python' && url === undefined && (versionRange(specifier)?.to === undefined || apart.includes(name)),
  ) &&
  bases.every(({ image }) => modern.some((known) => image.includes(known)));

/** The version of a library, if it's in a range for sure, or as an install brings it today. */
export function installedIn(
  specifier: string,
  library: string,
  artifact: PythonArtifact,
  options: LibraryOptions,
):
  | { readonly isSure: boolean; readonly data: { readonly file: string; readonly pin: string }; readonly related: Related }
  | undefined {
  const installed = installedLibrary(artifact, library, options);
  if (!installed) return undefined;
  const isSure = isSurely(specifier, installed);
  if (!isSure && !isToday(specifier, installed)) return undefined;
  return {
    isSure,
    data: { file: nameOf(installed.at.file), pin: installed.written },
    related: { message: 'The version comes from here.', at: installed.at },
  };
}

/** Whether all versions that may be installed are in a range. */
export const isSurely = (specifier: string | undefined, { range }: InstalledLibrary): boolean => {
  const wanted = specifier === undefined ? undefined : versionRange(specifier);
  return wanted !== undefined && isSubrange(range, wanted);
};

/** Whether what an install brings today is in a range, although older versions would do. */
export const isToday = (specifier: string | undefined, { today }: InstalledLibrary): boolean => {
  const wanted = specifier === undefined ? undefined : versionRange(specifier);
  return wanted !== undefined && today !== undefined && isSubrange(versionRange(`>=${today}`)!, wanted);
};
