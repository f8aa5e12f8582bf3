import { finalStage, parseImage } from '../languages/docker';
import { folderOf } from '../text/path';
import { builtBy } from './builds';
import { query } from './query';
import type { DockerfileArtifact, Image, ImageBuild, Launch } from './targets';

/** The image of a launch, joined to the build and the Dockerfile that make it. */
export const imageOf = query('launch.image', (launch: Launch): Image => {
  const name = launch.spec.image?.text;
  const reference = name === undefined ? undefined : parseImage(name);
  const build = buildOf(launch, name);
  const made = build ? madeBy(launch, build) : onlyDockerfileOf(launch, name);
  return {
    reference: typeof reference === 'string' ? undefined : reference,
    build,
    dockerfile: made?.dockerfile,
    context: made?.context,
    view: made && finalStage(made.dockerfile.dockerfile, made.target),
  };
});

/** The build that gives the image its name: one of the example's own scripts first. */
function buildOf({ example, repository }: Launch, name: string | undefined): ImageBuild | undefined {
  const builds = name === undefined ? [] : builtBy(repository, name);
  return builds.find(({ script }) => script.example === example) ?? builds[0];
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

/** The example's only Dockerfile: without a build nothing else can be meant, unless the image is of a registry. */
function onlyDockerfileOf({ example }: Launch, name: string | undefined): Made | undefined {
  if (!example || name?.includes('/')) return undefined;
  const own = example.dockerfiles.filter(({ path }) => folderOf(path) === example.folder);
  const [only] = own.length === 1 ? own : [];
  return only && { dockerfile: only, context: example.folder, target: undefined };
}
