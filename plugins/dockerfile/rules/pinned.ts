import { posix } from 'node:path';
import table from '../../../rules/tables/python-packages.yaml';
import {
  type DockerfileArtifact,
  defineRule,
  imageDistributions,
  type PackageTable,
  type PlainCommand,
  type Report,
  type Requirement,
  readInstall,
  readRequirementsTxt,
  runCommands,
  type Span,
} from '../../../src/api';
import { contextsOf } from '../context';

interface Options {
  readonly branches: readonly string[];
  readonly packages: boolean;
  readonly tools: readonly string[];
}

export default defineRule<'dockerfile', Options>({
  name: 'pinned',
  scope: 'dockerfile',
  docs: {
    summary: 'Source that an image fetches is fetched at a fixed commit or version',
    why: '`git clone` and `pip install git+…` take whatever the default branch holds on the day of the build. The example then breaks, or gives other results, without a change of its own; and a cached layer hides it from its author.',
    bad: [
      'FROM python:3.12\nRUN git clone --depth 1 https://example.com/net.git /opt/net\n',
      'FROM python:3.12\nRUN git clone -b main https://example.com/net.git && pip install -e net\n',
      'FROM python:3.12\nRUN pip install "net @ git+https://example.com/net.git"\n',
    ],
    good: [
      'FROM python:3.12\nRUN git clone https://example.com/net.git /opt/net && cd /opt/net && git checkout 1f2e3d4\n',
      'FROM python:3.12\nRUN git clone --branch v1.2.0 https://example.com/net.git\n',
      'FROM python:3.12\nRUN pip install git+https://example.com/net.git@1f2e3d4\n',
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        branches: {
          type: 'array',
          items: { type: 'string' },
          description: 'names of branches that move; any other name may be a tag',
        },
        packages: {
          type: 'boolean',
          description: 'ask for a version of every package that pip installs by name, too; told once a file, as information',
        },
        tools: {
          type: 'array',
          items: { type: 'string' },
          description: 'packages that install others, of which any version will do',
        },
      },
    },
    defaults: {
      branches: ['main', 'master', 'dev', 'develop', 'development', 'trunk', 'HEAD', 'nightly', 'latest'],
      packages: true,
      tools: ['pip', 'setuptools', 'wheel', 'uv', 'ninja', 'packaging', 'build', 'cmake', 'cython', 'hatchling', 'poetry'],
    },
  },
  messages: {
    clone: 'the build clones whatever {{url}} holds that day; {{advice}}',
    branch:
      '`{{branch}}` of {{url}} moves, so each build may get other code; name a tag, or check out the commit that was tested',
    install: '{{name}} is installed from whatever {{url}} holds that day; add the commit that was tested: `{{url}}@<commit>`',
    package:
      'any version of {{names}} will do, so a rebuild may bring another one; write the tested version, as in `{{name}}==<version>`',
  },
  *check(artifact, { options }) {
    const { dockerfile } = artifact;
    const branches = new Set(options.branches);
    for (const stage of dockerfile.stages) {
      const commands = stage.runs.flatMap((run) => runCommands(run, stage, dockerfile.file));
      for (const [index, command] of commands.entries()) {
        yield* clones(command, () => commands.slice(index + 1).some(fixesCommit), branches);
        yield* installs(command, branches);
      }
    }
    if (options.packages) yield* anyVersions(artifact, new Set(options.tools));
  },
});

type Found = Report<'clone' | 'branch' | 'install' | 'package'>;

const optionsWithValue: ReadonlySet<string> = new Set([
  '-b',
  '--branch',
  '--depth',
  '-o',
  '--origin',
  '-c',
  '--config',
  '--reference',
  '-j',
  '--jobs',
  '--filter',
  '--template',
  '-u',
  '--shallow-since',
  '--separate-git-dir',
  '--revision',
]);

/** `git clone` without a tag, and no command later in the stage that moves a checkout to a named commit. */
function* clones(command: PlainCommand, isFixedLater: () => boolean, branches: ReadonlySet<string>): Iterable<Found> {
  const words = gitWords(command);
  if (words?.[0]?.text !== 'clone') return;
  let branch: { text: string | undefined; span: Span } | undefined;
  let url: { text: string | undefined; span: Span } | undefined;
  for (let at = 1; at < words.length; at++) {
    const { text, span } = words[at]!;
    const attached = /^--(?:branch|revision)=(.*)$/.exec(text ?? '');
    if (attached) branch = { text: attached[1], span };
    else if (text === '-b' || text === '--branch' || text === '--revision') branch = words[++at];
    else if (text !== undefined && optionsWithValue.has(text)) at++;
    else if (!text?.startsWith('-')) url ??= { text, span };
  }
  if (!url?.text || !/^(https?|git|ssh):|^git@/.test(url.text)) return;
  const isShallow = words.some(({ text }) => text?.startsWith('--depth'));
  const advice = isShallow
    ? 'name the tag that was tested: `--branch <tag>`'
    : 'check out the commit that was tested: `git checkout <commit>` after it';
  const data = { url: url.text, branch: branch?.text, advice };
  if (isFixedLater()) return;
  if (!branch) yield { message: 'clone', data, at: url.span };
  else if (branch.text !== undefined && branches.has(branch.text)) yield { message: 'branch', data, at: branch.span };
}

/** `git checkout <commit>` and its like. Which checkout is meant is not followed. */
function fixesCommit(command: PlainCommand): boolean {
  const words = gitWords(command);
  const verb = words?.[0]?.text;
  if (verb === 'submodule') return false;
  return verb !== undefined && ['checkout', 'reset', 'switch', 'fetch', 'worktree'].includes(verb) && (words?.length ?? 0) > 1;
}

/** The words after `git` and its global options. */
function gitWords({ words }: PlainCommand): PlainCommand['words'] | undefined {
  const start = words.findIndex(({ text }) => text !== 'sudo' && text !== 'env' && !/^\w+=/.test(text ?? ''));
  if (words[start]?.text !== 'git') return undefined;
  let at = start + 1;
  while (words[at]?.text?.startsWith('-')) at += words[at]?.text === '-C' || words[at]?.text === '-c' ? 2 : 1;
  return words.slice(at);
}

function* installs({ words }: PlainCommand, branches: ReadonlySet<string>): Iterable<Found> {
  for (const { written, url, span } of readInstall(words)?.requirements ?? []) {
    if (url?.startsWith('git+')) {
      const [address = ''] = url.split('#');
      const at = address.lastIndexOf('@');
      const reference = at > address.lastIndexOf('/') || /@[^/:]+$/.test(address) ? address.slice(at + 1) : undefined;
      if (reference !== undefined && !branches.has(reference)) continue;
      const plain = reference === undefined ? address : address.slice(0, at);
      if (reference === undefined) yield { message: 'install', data: { name: written, url: plain }, at: span };
      else yield { message: 'branch', data: { url: plain.slice(4), branch: reference }, at: span };
    }
  }
}

/** Packages without a version, once for the Dockerfile and once for each requirements file that it installs from. */
function* anyVersions(artifact: DockerfileArtifact, tools: ReadonlySet<string>): Iterable<Found> {
  const { dockerfile, repository } = artifact;
  const own: Requirement[] = [];
  const files = new Set<string>();
  const [context] = contextsOf(artifact);
  for (const stage of dockerfile.stages) {
    const given = imageDistributions(stage.from.value ?? '', table as PackageTable) ?? [];
    const isOpen = ({ name, url, specifier }: Requirement): boolean =>
      url === undefined && specifier === '' && !tools.has(name) && !given.includes(name);
    for (const run of stage.runs) {
      for (const command of runCommands(run, stage, dockerfile.file)) {
        const install = readInstall(command.words);
        if (!install || install.tool === 'conda') continue;
        // What `dockerfile/redirect` tells has a version that is only lost.
        own.push(...install.requirements.filter((one) => isOpen(one) && !/[<>]/.test(dockerfile.file.text[one.span.end] ?? '')));
        if (!context) continue;
        for (const { path } of install.files) {
          const file = posix.join(context.folder, path.replace(/^\/(?:.*\/)?/, ''));
          const source = files.has(file) || repository.kind(file) !== 'file' ? undefined : repository.source(file);
          files.add(file);
          if (source) yield* told(readRequirementsTxt(source).requirements.filter(isOpen));
        }
      }
    }
  }
  yield* told(own);
}

function* told(open: readonly Requirement[]): Iterable<Found> {
  const [first] = open;
  if (!first) return;
  const names = [...new Set(open.map(({ written }) => written))];
  const shown = names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : joined(names);
  yield { message: 'package', severity: 'info', data: { name: first.written, names: shown }, at: first.span };
}

const joined = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
