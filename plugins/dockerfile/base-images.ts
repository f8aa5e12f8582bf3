import {
  type DockerfileArtifact,
  type FromReference,
  globMatcher,
  type ImageReference,
  parseImage,
  type Related,
  type Span,
} from '../../src/api';
import { properties, words } from './options';
import { variablesIn } from './variables';

export interface BaseOptions {
  readonly allow: readonly string[];
  readonly official: readonly string[];
}

/** The options of all rules that judge base images. */
export const baseOptions = {
  schema: properties({
    allow: words('Globs of images, without tags, that may move.'),
    official: words("Docker's official images: names without an owner that aren't the team's own."),
  }),
  defaults: { allow: [] },
  tables: { official: 'images.official' },
};

/** A base image that comes from a registry, without a digest. */
export interface PulledBase {
  readonly image: ImageReference;
  /** As written, variables expanded. */
  readonly name: string;
  /** The tag or image to change. */
  readonly at: Span;
  readonly related: readonly Related[];
}

/** The base images that a build pulls; not those that the repository builds, or that a build sets by an argument. */
export function pulledBases(artifact: DockerfileArtifact, { allow, official }: BaseOptions): readonly PulledBase[] {
  const { dockerfile, repository } = artifact;
  const isAllowed = globMatcher(allow);
  return dockerfile.stages.flatMap(({ from }) => {
    if (from.stage || from.value === undefined || from.value === 'scratch') return [];
    const image = parseImage(from.value);
    if (typeof image === 'string' || image.digest || isAllowed(image.familiar)) return [];
    if (!image.familiar.includes('/') && !official.includes(image.familiar)) return [];
    if (repository.imagesNamed(from.value).some(({ build }) => build) || isSetByBuild(artifact, from)) return [];
    return [{ image, name: from.value, ...placeOf(artifact, from) }];
  });
}

/** Some build sets an argument that the reference is made of. */
export const isSetByBuild = ({ repository, path }: DockerfileArtifact, from: FromReference): boolean =>
  repository
    .buildsWith(path)
    .some(({ spec }) => spec.buildArgs.some(({ name }) => name.text === undefined || variablesIn(from.text).includes(name.text)));

/** The default of the ARG that holds the whole reference or its tag, else the reference. */
function placeOf({ dockerfile }: DockerfileArtifact, from: FromReference): { at: Span; related: Related[] } {
  const names = variablesIn(from.text);
  const name = /^\$\{?\w+\}?$/.test(from.text) || /:\$\{?\w+\}?$/.test(from.text) ? names.at(-1) : undefined;
  const argument = dockerfile.globalArgs.findLast((each) => each.name === name);
  if (argument?.valueSpan) return { at: argument.valueSpan, related: [{ message: 'FROM uses it here.', at: from.span }] };
  const first = dockerfile.globalArgs.findLast((each) => each.name === names[0]);
  return { at: from.span, related: first ? [{ message: 'Its default is here.', at: first.span }] : [] };
}
