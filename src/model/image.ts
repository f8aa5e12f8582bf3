import { finalStage, type ImageView, imageAlone, type Part, parseImage, publicImage } from '../languages/docker';
import { folderOf } from '../text/path';
import { query } from './query';
import type { DockerfileArtifact, Image, ImageBuild, Launch } from './targets';

/** A launch's image, with the builds and the Dockerfile that produce it. */
export const imageOf = query('launch.image', (launch: Launch): Image => {
  const { image } = launch.spec;
  const name = image?.text;
  const reference = name === undefined ? undefined : parseImage(name);
  const builds = name === undefined ? [] : builtBy(launch, name);
  const [build] = builds;
  const made = build ? madeBy(launch, build) : onlyDockerfileOf(launch, name);
  return {
    reference: typeof reference === 'string' ? undefined : reference,
    builds,
    dockerfile: made?.dockerfile,
    context: made?.context,
    view: made ? finalStage(made.dockerfile.dockerfile, made.target) : builds.length ? undefined : alone(image),
  };
});

const alone = (image: Part | null): ImageView | undefined =>
  image?.text === undefined ? undefined : imageAlone(image.text, image.span);

/** The builds that give the image its name, including by `docker tag`. */
function builtBy({ example, repository }: Launch, name: string): readonly ImageBuild[] {
  const builds = [...new Set(repository.imagesNamed(name).flatMap(({ build }) => build ?? []))];
  const isOwn = ({ script }: ImageBuild): boolean => script.example === example;
  return [...builds.filter(isOwn), ...builds.filter((build) => !isOwn(build))];
}

interface Made {
  readonly dockerfile: DockerfileArtifact;
  readonly context: string;
  readonly target: string | undefined;
}

function madeBy({ repository }: Launch, { dockerfile: path, context, spec: { target } }: ImageBuild): Made | undefined {
  const dockerfile = path === undefined ? undefined : repository.dockerfile(path);
  if (!dockerfile || context === undefined || (target && target.text === undefined)) return undefined;
  return { dockerfile, context, target: target?.text };
}

/** The example's only Dockerfile. Without a build, it's the only candidate, unless the image is a public one or comes from a registry. */
function onlyDockerfileOf({ example }: Launch, name: string | undefined): Made | undefined {
  if (!example || name?.includes('/') || (name !== undefined && publicImage(name))) return undefined;
  const own = example.dockerfiles.filter(({ path }) => folderOf(path) === example.folder);
  const [only] = own.length === 1 ? own : [];
  return only && { dockerfile: only, context: example.folder, target: undefined };
}
