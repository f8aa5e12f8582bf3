/**
 * What expressions can ask about: the types by name, their fields, each with its CEL type and its meaning. The list in
 * docs/configuration.md says the same; a test holds the two together.
 */
export const vocabulary = {
  Example: {
    folder: ['string', 'from the root of the repository'],
    kind: ['string', '`training`, `inference`, `service` or `library`'],
    files: ['list<string>', 'paths of its files, from its folder'],
    readme: ['string', 'the text of its README'],
  },
  Script: {
    text: ['string', 'the whole script'],
    shebang: ['string', 'the first line without `#!`'],
    executable: ['bool', 'has the right to be run'],
    launches: ['list<Launch>', 'the containers that it starts'],
  },
  Mount: {
    type: ['string', '`bind`, `volume` or `tmpfs`'],
    source: ['string', 'the path or volume; paths start with `<repository>`, `~` or `<caller>` where they depend on the machine'],
    target: ['string', 'the path in the container'],
    readonly: ['bool', ''],
    flag: ['string', '`--mount`, `-v` or `--tmpfs`'],
  },
  Launch: {
    engine: ['string', '`docker`, `podman`, …'],
    image: ['string', 'as written, variables filled in'],
    command: ['list<string>', 'what runs instead of the image’s own command'],
    entrypoint: ['string', ''],
    workdir: ['string', ''],
    user: ['string', ''],
    name: ['string', ''],
    env: ['map<string, string>', 'the variables of `-e` and `--env`'],
    env_files: ['list<string>', ''],
    mounts: ['list<Mount>', ''],
    gpus: ['string', 'the value of `--gpus`'],
    shm_size: ['int', 'bytes'],
    memory: ['int', 'bytes'],
    network: ['string', ''],
    ipc: ['string', ''],
    platform: ['string', ''],
    privileged: ['bool', ''],
    remove: ['bool', '`--rm`'],
    detach: ['bool', '`-d`'],
    tty: ['bool', '`-t`'],
    interactive: ['bool', '`-i`'],
    certainty: ['string', '`always`, `sometimes` or `unknown`: whether the script comes to it'],
    shell_options: ['list<string>', 'set at that time: `errexit`, `nounset`, `pipefail`, …'],
    script: ['string', 'the path of the script'],
  },
  Stage: {
    name: ['string', ''],
    image: ['string', 'what it starts from, with ARG defaults filled in; absent where that is an earlier stage'],
    platform: ['string', ''],
  },
  Copy: {
    instruction: ['string', '`COPY` or `ADD`'],
    sources: ['list<string>', ''],
    destination: ['string', ''],
    from: ['string', 'the stage or image of `--from`'],
  },
  Instruction: {
    keyword: ['string', 'in capitals'],
    text: ['string', 'what follows the flags, continued lines joined'],
  },
  Dockerfile: {
    text: ['string', 'the whole file'],
    base: ['string', 'the image that the last stage starts from in the end'],
    stages: ['list<Stage>', ''],
    instructions: ['list<Instruction>', 'of all stages'],
    copies: ['list<Copy>', 'of the last stage and those it starts from'],
    env: ['map<string, string>', 'what the file sets for the image'],
    workdir: ['string', ''],
    user: ['string', ''],
  },
  Variable: {
    name: ['string', ''],
    required: ['bool', 'the code fails without it'],
  },
  Import: {
    module: ['string', '`torch.nn`; with its dots where relative'],
  },
  Python: {
    text: ['string', 'the whole file'],
    imports: ['list<Import>', ''],
    variables: ['list<Variable>', 'of the environment, that it reads'],
  },
  Series: {
    name: ['string', 'as logged'],
    metric: ['string', 'what the name means: `loss`, `accuracy`, `learning-rate`, …'],
    split: ['string', '`train`, `val` or `test`'],
    count: ['int', 'values logged'],
    first: ['double', 'of the finite values, as all below'],
    last: ['double', ''],
    min: ['double', ''],
    max: ['double', ''],
    mean: ['double', ''],
    not_finite: ['int', 'how many values are NaN or infinite'],
  },
  Failure: {
    kind: ['string', '`traceback`, `cuda-out-of-memory`, `killed`, …'],
    message: ['string', ''],
  },
  Run: {
    status: ['string', '`finished`, `crashed`, `cancelled`, `running` or `unknown`'],
    framework: ['string', ''],
    tasks: ['list<string>', ''],
    series: ['list<Series>', 'the metrics that it logged'],
    metrics: ['map<string, Series>', 'the same by name'],
    config: ['map<string, dyn>', 'hyper-parameters by dotted name'],
    failures: ['list<Failure>', ''],
    step: ['int', 'the last'],
    epoch: ['double', 'the last'],
    planned_steps: ['int', ''],
    planned_epochs: ['double', ''],
    checkpoints: ['list<string>', 'paths of weight files'],
  },
} as const satisfies { readonly [type: string]: { readonly [field: string]: readonly [type: string, meaning: string] } };

export type TypeName = keyof typeof vocabulary;

/** Types before those that mention them. */
export const typeNames = Object.keys(vocabulary).sort((a, b) => rank(a) - rank(b)) as TypeName[];

function rank(type: string): number {
  const fields: { readonly [field: string]: readonly [string, string] } = vocabulary[type as TypeName];
  const used = Object.values(fields).flatMap(([kind]) => kind.match(/[A-Z]\w+/g) ?? []);
  return used.length === 0 ? 0 : 1 + Math.max(...used.map(rank));
}

export const fieldsOf = (type: string): readonly string[] =>
  Object.hasOwn(vocabulary, type) ? Object.keys(vocabulary[type as TypeName]) : [];

/** What a check can be about, and the variable that stands for it. `metadata` and `example` are there for all. */
export const subjects = {
  metadata: { variable: 'metadata', type: 'map<string, dyn>' },
  example: { variable: 'example', type: 'Example' },
  script: { variable: 'script', type: 'Script' },
  launch: { variable: 'launch', type: 'Launch' },
  dockerfile: { variable: 'dockerfile', type: 'Dockerfile' },
  python: { variable: 'python', type: 'Python' },
  run: { variable: 'run', type: 'Run' },
} as const;

export type Subject = keyof typeof subjects;

export const subjectNames = Object.keys(subjects) as Subject[];
