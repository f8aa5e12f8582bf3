import {
  type DockerfileArtifact,
  globMatcher,
  type JsonSchema,
  keyedQuery,
  type PlainCommand,
  parseImage,
  runCommands,
  type Stage,
} from '../../src/api';
import { isSetByBuild } from './base-images';
import { properties, words } from './options';

/** What public images don't have; `images.without` of the tables. */
export type Lacks = readonly { readonly image: string; readonly lacks: readonly string[] }[];

export const lacksSchema: JsonSchema = {
  type: 'array',
  description: 'What public images lack.',
  items: {
    ...properties({
      image: { type: 'string', description: 'A glob of names with tags.' },
      lacks: words('What is missing there.'),
    }),
    required: ['image', 'lacks'],
  },
};

/** A stage with all that it is built on, from the bottom up. */
export function stagesOf(stage: Stage): readonly Stage[] {
  const stages = [stage];
  for (let below = stage.from.stage; below; below = below.from.stage) stages.unshift(below);
  return stages;
}

/** The public image at the bottom of a stage; undefined where a build may set another. */
export function bottomOf(
  artifact: DockerfileArtifact,
  stage: Stage,
): { readonly name: string; readonly from: Stage['from'] } | undefined {
  const from = stagesOf(stage)[0]!.from;
  const image = from.value === undefined || isSetByBuild(artifact, from) ? undefined : parseImage(from.value);
  if (!image || typeof image === 'string') return undefined;
  return { name: `${image.familiar}:${image.tag ?? 'latest'}`, from };
}

/** Whether the image that a stage starts from lacks something for certain. */
export function isWithout(name: string, thing: string, table: Lacks): boolean {
  const known = table.find(({ image }) => globMatcher([image])(name));
  return known?.lacks.includes(thing) ?? false;
}

/** What RUN instructions install with apt-get. `isOpen`: something else may have installed anything. */
export interface SystemPackages {
  readonly names: readonly string[];
  readonly isOpen: boolean;
}

/** The system packages of a stage and all that it is built on, as they are before an offset. */
export const systemPackages = (artifact: DockerfileArtifact, stage: Stage, before = Number.POSITIVE_INFINITY): SystemPackages =>
  packagesAt(artifact, `${stage.index}:${before}`);

const packagesAt = keyedQuery('dockerfile.systemPackages', ({ dockerfile }: DockerfileArtifact, key): SystemPackages => {
  const [index = '', before = ''] = key.split(':');
  const stages = stagesOf(dockerfile.stages[Number(index)]!);
  const limit = Number(before);
  const names: string[] = [];
  let isOpen = stages.some(({ copies }) => copies.some(({ from, path }) => from !== undefined && mayHoldPrograms(path)));
  for (const stage of stages) {
    for (const run of stage.runs.filter(({ span }) => span.start < limit)) {
      const commands = runCommands(run, stage, dockerfile.file);
      isOpen ||= commands.length === 0 || run.heredocs.length > 0;
      for (const command of commands.filter(({ span }) => span.start < limit)) {
        const installed = installedBy(command);
        if (installed === undefined) isOpen = true;
        else names.push(...installed);
      }
    }
  }
  return { names, isOpen };
});

const mayHoldPrograms = (path: string | undefined): boolean =>
  path === undefined ||
  /^\/(?:usr(?:\/local)?(?:\/(?:bin|lib|lib64))?\/?)?$/.test(path) ||
  /cuda|nvcc|lib\/x86_64|bin\/(?:git|ffmpeg)$/.test(path);

/** Programs that may install anything, or whose commands aren't read. */
const openPrograms =
  /^(?:sh|bash|zsh|dash|source|\.|eval|xargs|dpkg|gdebi|aptitude|conda|mamba|micromamba|pixi|yum|dnf|microdnf|apk|zypper|snap|brew|nix\S*|pacman|ansible\S*|spack)$/;

/** The system packages that a command installs; undefined where it may install anything. */
function installedBy({ words: all }: PlainCommand): readonly string[] | undefined {
  const start = all.findIndex(({ text }) => text !== 'sudo' && text !== 'env' && !/^[A-Z_]+=/.test(text ?? ''));
  const [program, ...rest] = all.slice(Math.max(start, 0));
  if (
    program?.text === undefined ||
    openPrograms.test(program.text) ||
    /^\.{0,2}\/.*(?:\.sh|\.run)?$|\.(?:sh|run)$/.test(program.text)
  )
    return isInterpreter(program?.text) ? [] : undefined;
  if (!/^apt(?:-get)?$/.test(program.text)) return [];
  if (rest.some(({ text }) => text === 'build-dep' || text === 'dselect-upgrade')) return undefined;
  const at = rest.findIndex(({ text }) => text === 'install');
  if (at < 0) return [];
  const packages = rest.slice(at + 1).filter(({ text }) => !text?.startsWith('-'));
  if (packages.some(({ text }) => text === undefined || text.includes('/') || text.includes('$'))) return undefined;
  return packages.map(({ text = '' }) => text.split(/[=:]/, 1)[0] ?? '');
}

/** `/opt/venv/bin/pip`: it installs nothing outside of Python. */
const isInterpreter = (program: string | undefined): boolean => /\/(?:python[\d.]*|pip[\d.]*|uv)$/.test(program ?? '');

export const isBrought = ({ names }: SystemPackages, globs: readonly string[]): boolean => names.some(globMatcher(globs));

/** Whether what follows a command accepts its failure, or it only runs under a condition. */
export function mayFail({ body }: Stage['runs'][number], { span }: PlainCommand, text: string): boolean {
  if (!body) return false;
  const rest = text.slice(span.end, body.end).replace(/\\\r?\n/g, ' ');
  const line = rest.slice(0, Math.max(0, rest.search(/[;\n]|$/)));
  return (
    line.includes('||') ||
    /(?:^|[\s;(])(?:if|case|for|while)\s/.test(text.slice(body.start, span.start)) ||
    isAlternative(text.slice(body.start, span.start))
  );
}

/** Whether `||` is the last thing before a command, on its line and without `;` in between. */
const isAlternative = (before: string): boolean =>
  before.lastIndexOf('||') > Math.max(before.lastIndexOf(';'), before.lastIndexOf('\n'));
