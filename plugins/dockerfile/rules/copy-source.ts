import { posix } from 'node:path';
import table from '../../../rules/tables/images.yaml';
import {
  type Dockerfile,
  type DockerfileArtifact,
  defineRule,
  excludedBy,
  isBehindLink,
  isNear,
  parseImage,
  type Related,
  type Report,
  type Repository,
  readInstall,
  runCommands,
  type Span,
  type Stage,
} from '../../../src/api';
import { type Context, contextsOf } from '../context';
import { mayBeMade } from '../makers';
import { variablesIn } from '../variables';

const { plain } = table as { readonly plain: readonly string[] };

type Found = Report<'missing' | 'hidden' | 'untracked' | 'excluded' | 'outside' | 'uncopied'>;

export default defineRule({
  name: 'copy-source',
  scope: 'dockerfile',
  docs: {
    summary: 'What a Dockerfile copies is in the build context of every clone',
    why: 'A build stops at the first COPY whose source is missing. The usual causes: the file was renamed, `.gitignore` hides it, so that it exists on its author’s machine only, `.dockerignore` leaves it out, or the build’s context is another folder than the Dockerfile’s.',
    bad: [
      'FROM python:3.12\nCOPY requirements.txt .\n',
      {
        Dockerfile: 'FROM python:3.12\nCOPY data/labels.json /data/\n',
        '.gitignore': 'data/\n',
        'data/labels.json': { text: '{}', tracked: false },
      },
      { Dockerfile: 'FROM python:3.12\nCOPY train.py .\n', '.dockerignore': '*.py\n', 'train.py': '' },
      {
        Dockerfile: 'FROM python:3.12\nCOPY ../shared/lib.py .\n',
        'build.sh': '#!/bin/bash\ndocker build -t demo "$(dirname "$0")"\n',
        '/examples/shared/lib.py': '',
      },
    ],
    good: [
      {
        Dockerfile: 'FROM python:3.12\nCOPY requirements.txt ./\nCOPY src/ ./src/\n',
        'requirements.txt': 'torch\n',
        'src/net.py': '',
      },
      {
        Dockerfile: 'FROM python:3.12\nCOPY examples/demo/train.py pyproject.toml ./\n',
        'build.sh': '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker build -f "$DIR/Dockerfile" "$DIR/../.."\n',
        'train.py': '',
        '/pyproject.toml': '',
      },
      'FROM python:3.12 AS build\nFROM python:3.12\nCOPY --from=build /opt/wheels /opt/wheels\n',
    ],
    references: ['https://docs.docker.com/reference/dockerfile/#copy'],
  },
  messages: {
    missing: '{{source}} is not in {{context}}, so the build stops here; add it, or name the file that was meant{{hint}}',
    hidden:
      '{{source}} is hidden by .gitignore, so it is missing in every clone and the build stops here; make the pattern narrower, or add `!{{name}}` to .gitignore',
    untracked:
      '{{source}} is not tracked by git, so it is missing in every clone and the build stops here; run `git add {{path}}`',
    excluded:
      '{{source}} is left out of the build context by .dockerignore, so the build stops here; add `!{{path}}` to .dockerignore',
    uncopied: '{{source}} is not in the image at this point, as nothing copies it there; add `COPY {{source}} .` above',
    outside:
      '{{source}} lies outside the build context, where the builder cannot see it; build with a context that holds it, or copy it into {{context}}',
  },
  *check(artifact): Iterable<Found> {
    yield* uncopied(artifact.dockerfile);
    const contexts = contextsOf(artifact);
    if (contexts.length === 0) return;
    for (const { path, variables, span } of sourcesOf(artifact.dockerfile)) {
      const faults = contexts.map((context) =>
        variables.some(context.sets) ? undefined : faultIn(artifact, context, path, span),
      );
      const [first] = faults;
      if (first && faults.every((fault) => fault !== undefined)) yield first;
    }
  },
});

interface Source {
  /** As the builder resolves it: from the context's root, without leading slashes. */
  readonly path: string;
  /** Names of the variables that it is made of. */
  readonly variables: readonly string[];
  readonly span: Span;
}

/** Files and folders that instructions take out of the context. Globs may fit nothing, and so are left out. */
function sourcesOf({ stages }: Dockerfile): readonly Source[] {
  return stages
    .flatMap((stage) => stage.copies)
    .filter(({ from }) => !from)
    .flatMap(({ sources }) => sources)
    .flatMap(({ kind, value, text, span }) =>
      kind === 'path' && value !== undefined && !/[*?[\\]/.test(value)
        ? [{ path: value.replace(/^\/+/, ''), variables: variablesIn(text), span }]
        : [],
    );
}

function faultIn(
  { repository, path: dockerfile }: DockerfileArtifact,
  context: Context,
  written: string,
  at: Span,
): Found | undefined {
  const { folder, ignoreFile } = context;
  const inside = posix.normalize(`/${written}`).slice(1).replace(/\/$/, '');
  const path = folder === '' ? inside : inside === '' ? folder : `${folder}/${inside}`;
  const kind = repository.kind(path);
  const name = posix.basename(inside);
  const data = { source: written, name, path: inside, context: folder === '' ? 'the repository’s root' : folder };
  const built: Related[] = context.build ? [{ message: `the build context is ${data.context}`, at: context.build }] : [];
  if (kind === undefined) {
    if (isBehindLink(repository, path) || context.makes(name)) return undefined;
    const beside = posix.join(posix.dirname(dockerfile), written);
    const isOutside = written.startsWith('../') && repository.kind(posix.join(folder, written)) !== undefined;
    if (isOutside) return { message: 'outside', data, at, related: built };
    if (mayBeMade(repository, dockerfile, folder, inside)) return undefined;
    const pattern = repository.ignoredBy(path) ?? repository.ignoredBy(`${path}/`);
    if (pattern) return { message: 'hidden', data, at, related: [{ message: 'hidden by this', at: pattern }, ...built] };
    const elsewhere = context.build && repository.kind(beside) !== undefined && beside !== path;
    const hint = elsewhere ? `; the file beside the Dockerfile is \`${posix.relative(folder, beside)}\` from there` : '';
    return { message: 'missing', data: { ...data, hint }, at, related: built };
  }
  const excluded = ignoreFile && inside !== '' ? excludedWhole(repository, context, path, inside, kind) : undefined;
  if (excluded) return { message: 'excluded', data, at, related: [{ message: 'left out by this', at: excluded }, ...built] };
  if (!repository.git || inside === '' || isTracked(repository, path) || isBehindLink(repository, path) || context.makes(name))
    return undefined;
  const pattern = repository.ignoredBy(kind === 'folder' ? `${path}/` : path);
  if (pattern) return { message: 'hidden', data, at, related: [{ message: 'hidden by this', at: pattern }, ...built] };
  return isListed(repository, path) ? { message: 'untracked', data, at, related: built } : undefined;
}

/** What the configuration leaves out is not listed, and so nothing is known of it. */
const isListed = (repository: Repository, path: string): boolean =>
  repository.entry(path) !== undefined || repository.filesBelow(path).length > 0;

const isTracked = (repository: Repository, path: string): boolean =>
  repository.entry(path)?.tracked === true || repository.filesBelow(path).some(({ tracked }) => tracked);

/** The pattern that leaves out a file, or everything in a folder. */
function excludedWhole(
  repository: Repository,
  { ignoreFile, folder }: Context,
  path: string,
  inside: string,
  kind: 'file' | 'folder',
) {
  if (!ignoreFile) return undefined;
  const own = excludedBy(ignoreFile, inside);
  if (!own || kind === 'file') return own?.span;
  const from = folder === '' ? 0 : folder.length + 1;
  const files = repository.filesBelow(path);
  return files.every((file) => excludedBy(ignoreFile, file.path.slice(from))) ? own.span : undefined;
}

/** Requirements that are installed from a file which no instruction before can have brought into a plain base image. */
function* uncopied({ stages, file }: Dockerfile): Iterable<Found> {
  for (const stage of stages) {
    const base = stage.from.value === undefined ? undefined : parseImage(stage.from.value);
    if (stage.from.stage || !base || typeof base === 'string' || !plain.includes(base.familiar)) continue;
    for (const run of stage.runs) {
      if (run.mounts.length > 0 || run.heredocs.length > 0) continue;
      for (const command of runCommands(run, stage, file)) {
        for (const { path, span } of readInstall(command.words)?.files ?? []) {
          if (!/^[\w./-]+$/.test(path) || mayHold(stage, span.start, posix.basename(path), file.text)) continue;
          yield { message: 'uncopied', data: { source: path }, at: span };
        }
      }
    }
  }
}

/** Whether an instruction before may have made a file of that name. */
function mayHold(stage: Stage, before: number, name: string, text: string): boolean {
  const copies = stage.copies.filter(({ instruction }) => instruction.span.start < before);
  const isFile = ({ value, kind }: (typeof copies)[number]['sources'][number]): boolean =>
    kind === 'path' &&
    value !== undefined &&
    /^[\w./-]+\.\w+$/.test(value) &&
    posix.basename(value) !== name &&
    !isNear(posix.basename(value), name);
  if (
    copies.some(
      ({ sources, from, destination }) =>
        from || destination.value === undefined || destination.value.endsWith(name) || !sources.every(isFile),
    )
  )
    return true;
  const earlier = stage.runs
    .filter(({ span }) => span.start < before)
    .map(({ span }) => text.slice(span.start, Math.min(span.end, before)));
  return earlier.some(
    (run) => run.includes(name) || /\b(?:git|tar|unzip|cp|mv|ln|svn|hg|gsutil|aws)\b/.test(run.replace(/install[^&|;]*/g, '')),
  );
}
