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
  const made = builds.length > 0 ? firstMade(launch, builds) : onlyDockerfileOf(launch, name);
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
function builtBy({ example, path, repository }: Launch, name: string): readonly ImageBuild[] {
  const builds = [...new Set(repository.imagesNamed(name).flatMap(({ build }) => build ?? []))];
  const distance = ({ script }: ImageBuild): number => (script.path === path ? 0 : script.example === example ? 1 : 2);
  return builds.toSorted((one, other) => distance(one) - distance(other));
}

interface Made {
  readonly dockerfile: DockerfileArtifact;
  readonly context: string;
  readonly target: string | undefined;
}

/** What the first build makes whose Dockerfile is there: others are run with another folder, or another checkout. */
function firstMade(launch: Launch, builds: readonly ImageBuild[]): Made | undefined {
  for (const build of builds) {
    const made = madeBy(launch, build);
    if (made) return made;
    if (build.dockerfile === undefined) return undefined;
  }
  return undefined;
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
