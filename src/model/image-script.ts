import { finalStage, type ImageView } from '../languages/docker';
import { canStart, parseShell } from '../languages/shell';
import { folderOf, foldersFrom, joinPath, normalizePath } from '../text/path';
import type { SourceFile } from '../text/span';
import { documentPaths, scriptPaths } from './file-list';
import { inEach } from './in-each-file';
import { query } from './query';
import { createScript } from './script';
import type { DockerfileArtifact, Image, Repository, Script } from './targets';

/** What a Dockerfile's image runs, as a script, if no command of the repository runs that image. */
export function imageScripts(repository: Repository, { path }: SourceFile): readonly Script[] {
  const artifact = repository.dockerfile(path);
  const view = artifact && finalStage(artifact.dockerfile);
  const command = view?.entrypoint ?? view?.cmd;
  if (!artifact || !view || !command || !runsPrograms(view) || isLaunched(artifact)) return [];
  const scripts = contextsOf(artifact, view).map((context) => scriptOf(artifact, view, context));
  const fitting = scripts.filter(({ starts }) => starts.some(({ entry }) => entry !== undefined));
  return fitting.length === 1 ? fitting : [scriptOf(artifact, view, undefined)];
}

function scriptOf(dockerfile: DockerfileArtifact, view: ImageView, context: string | undefined): Script {
  const image: Image = { reference: undefined, builds: [], dockerfile, context, view };
  const shell = parseShell({ path: dockerfile.path, text: '' });
  return createScript(dockerfile.repository, shell, { language: 'dockerfile' }, image);
}

const runsPrograms = ({ entrypoint, cmd }: ImageView): boolean =>
  [entrypoint, cmd].some((command) => {
    const text = command?.body?.text ?? command?.words.map((word) => word.text).join(' ') ?? '';
    return canStart(text) || /\.sh\b/.test(text);
  });

/** The Dockerfiles whose images the launches of a file run. */
const launchedIn = inEach<Script>(
  (repository, _) => [...scriptPaths(repository, _), ...documentPaths(repository, _)],
  (repository, path) => {
    if (!/\b(?:run|create|up|image|build)\b/.test(repository.source(path)?.text ?? '')) return [];
    const script = repository.script(path);
    return script ? [script] : repository.embeddedScriptsIn(path);
  },
)('launch.dockerfiles', ({ launches, language }) =>
  language === 'devcontainer' ? [] : launches.flatMap(({ image }) => image.dockerfile?.path ?? []),
);

const launched = query('repository.launchedDockerfiles', (repository: Repository) => new Set(launchedIn(repository)));

const isLaunched = ({ repository, path, example }: DockerfileArtifact): boolean =>
  example?.launches.some(({ image }) => image.dockerfile?.path === path) || launched(repository).has(path);

/** The folders that the image can be built with: those of its builds, or all that have what it copies. */
function contextsOf({ repository, path }: DockerfileArtifact, { copies }: ImageView): readonly string[] {
  const builds = repository.buildsWith(path);
  if (builds.length > 0) return [...new Set(builds.flatMap(({ context }) => context ?? []))];
  const sources = copies.flatMap(({ from, sources: all }) => (from ? [] : all));
  const needed = sources.flatMap(({ kind, value }) => (kind === 'path' && value && !/[*?[]/.test(value) ? value : []));
  return foldersFrom(folderOf(path)).filter((folder) =>
    needed.every((source) => repository.kind(normalizePath(joinPath(folder, source)) ?? '..') !== undefined),
  );
}
