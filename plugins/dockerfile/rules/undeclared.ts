import {
  closest,
  type Dockerfile,
  type DockerfileArtifact,
  defineRule,
  globMatcher,
  type Report,
  type Span,
  type Stage,
} from '../../../src/api';
import { bottomOf } from '../image-contents';
import { properties, words } from '../options';
import { readsIn, readsOfShell } from '../variables';

interface Options {
  readonly build: readonly string[];
  readonly shell: readonly string[];
  readonly images: readonly { readonly image: string; readonly sets: readonly string[] }[];
}

type Id = 'empty' | 'near' | 'platform';

export default defineRule<'dockerfile', Options, Id>({
  name: 'undeclared',
  scope: 'dockerfile',
  docs: {
    summary: 'A variable is declared before it is used',
    why: 'A variable that no ARG or ENV declares is empty, without an error: `FROM pytorch/pytorch:${TAG}` names no tag, and `pip install torch==$VERSION` asks for no version.',
    bad: [
      { wrong: 'Nothing declares `TAG`.', sample: 'FROM python:${TAG}\n' },
      { wrong: 'The variable is `VERSION`.', sample: 'FROM python:3.12\nARG VERSION=2.4.1\nRUN pip install torch==$VERSIONS\n' },
      {
        wrong: 'BuildKit sets `TARGETARCH` only where it is declared.',
        sample: 'FROM ubuntu:22.04\nCOPY bin/$TARGETARCH /opt/bin\n',
      },
    ],
    good: [
      'ARG TAG=3.12\nFROM python:${TAG}\nARG VERSION=2.4.1\nRUN pip install torch==$VERSION\n',
      'FROM python:3.12\nRUN VERSION=$(cat version) && pip install torch==$VERSION\n',
      'FROM python:3.12\nRUN echo $PYTHON_VERSION\nWORKDIR ${FOLDER:-/app}\n',
    ],
    references: [
      'https://docs.docker.com/reference/dockerfile/#scope',
      'https://docs.docker.com/reference/build-checks/undefined-var/',
    ],
  },
  options: {
    schema: properties({
      build: words('Globs of variables that BuildKit sets in a stage that declares them, and before FROM.'),
      shell: words('Variables that a shell or the builder sets in each RUN.'),
      images: {
        type: 'array',
        description: 'Public images, and the variables that they set.',
        items: {
          ...properties({
            image: { type: 'string', description: 'A glob of names with tags.' },
            sets: words('Globs of variables.'),
          }),
          required: ['image', 'sets'],
        },
      },
    }),
    tables: { build: 'images.platformVariables', shell: 'images.shellVariables', images: 'images.variables' },
  },
  messages: {
    empty: 'Nothing sets `{{name}}`, so it is empty here. Write `ARG {{name}}=<value>` above.',
    near: 'Nothing sets `{{name}}`, so it is empty here. Did you mean `{{near}}`?',
    platform: 'BuildKit sets `{{name}}` only in a stage that declares it. Write `ARG {{name}}` above.',
  },
  fixes: {
    near: { replace: '{{name}}', by: '{{near}}', unsafe: true },
    platform: { instruction: 'ARG {{name}}' },
  },
  *check(artifact, { options }) {
    const { dockerfile } = artifact;
    const isPlatform = globMatcher(options.build);
    const globals = new Set(dockerfile.globalArgs.map(({ name }) => name));
    for (const stage of dockerfile.stages) {
      for (const read of readsIn(stage.from.text, stage.from.span, dockerfile)) {
        if (!globals.has(read.name) && !isPlatform(read.name)) yield reportOf(read, [...globals], false);
      }
      const isSetByBase = setByBase(artifact, stage, options);
      if (!isSetByBase) continue;
      const seen = new Set(globals);
      for (const { declared, ...read } of readsOf(stage, dockerfile)) {
        if (seen.has(read.name) || declared.has(read.name) || isSetByBase(read.name)) continue;
        seen.add(read.name);
        yield reportOf(read, [...declared.keys()], isPlatform(read.name));
      }
    }
  },
});

interface Read {
  readonly name: string;
  readonly span: Span;
}

function reportOf({ name, span }: Read, declared: readonly string[], isPlatform: boolean): Report<Id> {
  const near = closest(name, declared);
  const message = isPlatform ? 'platform' : near === undefined ? 'empty' : 'near';
  return { message, data: { name, near }, at: span };
}

/** The variables that the image at the bottom sets. Undefined where that isn't known. */
function setByBase(
  artifact: DockerfileArtifact,
  stage: Stage,
  { images, shell }: Options,
): ((name: string) => boolean) | undefined {
  const base = bottomOf(artifact, stage);
  const known = base && images.find(({ image }) => globMatcher([image])(base.name));
  return known && globMatcher([...shell, ...known.sets]);
}

/** What the instructions of a stage read, with what is declared there. */
function* readsOf(stage: Stage, dockerfile: Dockerfile): Iterable<Read & { readonly declared: ReadonlyMap<string, unknown> }> {
  const expanded = [
    ...stage.workdirs,
    ...stage.users,
    ...stage.copies.flatMap(({ sources, destination }) => [...sources.filter(({ kind }) => kind !== 'heredoc'), destination]),
  ];
  for (const word of expanded) {
    for (const read of readsIn(word.text, word.span, dockerfile)) yield { ...read, declared: stage.variables };
  }
  for (const run of stage.runs)
    for (const read of readsOfShell(run, stage, dockerfile.file)) yield { ...read, declared: run.variables };
}
