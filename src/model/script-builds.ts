import { type BuildSpec, type Part, readBuild, readTag } from '../languages/docker';
import { type EvaluatedCommand, resolvePath, rootedPath, UNKNOWN_MARK, wordText } from '../languages/shell';
import { folderOf, foldersFrom } from '../text/path';
import { calledFrom } from './caller';
import { namesImages } from './image-hints';
import { query } from './query';
import type { ImageBuild, Repository, Script } from './targets';

/** A name that a command gives an image, or that `docker tag` passes on. */
export interface GivenName {
  readonly name: Part;
  readonly script: Script;
  readonly build: ImageBuild | undefined;
  /** The image that `docker tag` names. */
  readonly source?: string | undefined;
}

const isMaker = (script: Script): boolean => script.given.commands !== undefined || namesImages(script);

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

/** The names that the commands of a script give, in order of execution. */
export function namesGivenBy(script: Script): readonly GivenName[] {
  const builds = buildsByCommand(script);
  return (isMaker(script) ? script.commands : []).flatMap((command): readonly GivenName[] => {
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
