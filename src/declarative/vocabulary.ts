/** What expressions can use: the types and their fields, each with its CEL type and its meaning. docs/configuration.md lists the same. */
export const vocabulary = {
  Example: {
    folder: ['string', 'relative to the root of the repository'],
    kind: ['string', '`training`, `inference`, `service`, or `library`'],
    files: ['list<string>', 'paths of its files, relative to its folder'],
    readme: ['string', 'the text of its README'],
  },
  Script: {
    text: ['string', 'the whole script'],
    shebang: ['string', 'the first line without `#!`'],
    executable: ['bool', 'whether it has execute permission'],
    launches: ['list<Launch>', 'the containers that it starts'],
    starts: ['list<Start>', 'the Python programs that it starts, those in its containers last'],
  },
  Mount: {
    type: ['string', '`bind`, `volume`, or `tmpfs`'],
    source: ['string', 'the path or volume; a path that depends on the machine starts with `<repository>`, `~`, or `<caller>`'],
    target: ['string', 'the path in the container'],
    readonly: ['bool', ''],
    flag: ['string', '`--mount`, `-v`, or `--tmpfs`'],
  },
  Launch: {
    engine: ['string', '`docker`, `podman`, …'],
    image: ['string', 'as written, with variables replaced by their values'],
    command: ['list<string>', "what runs instead of the image's own command"],
    entrypoint: ['string', ''],
    workdir: ['string', ''],
    user: ['string', ''],
    name: ['string', ''],
    env: ['map<string, string>', 'the variables that `-e` and `--env` set'],
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
    certainty: ['string', 'whether the script gets there: `always`, `sometimes`, or `unknown`'],
    shell_options: ['list<string>', 'the options that are set at that point: `errexit`, `nounset`, `pipefail`, …'],
    script: ['string', 'the path of the script'],
  },
  Start: {
    runner: ['string', '`python`, `torchrun`, `accelerate`, …'],
    target: ['string', 'what it runs, as written'],
    kind: ['string', '`file`, `module`, `code`, or `notebook`'],
    entry: ['string', 'the path of that file from the root; absent if it is no file of the repository'],
    arguments: ['list<string>', 'the words after the target'],
    workdir: ['string', 'the folder in which it starts'],
    env: ['map<string, string>', 'the variables that it sees'],
    launcher: ['string', '`torchrun`, `accelerate launch`, …; absent for plain `python`'],
    launcher_options: ['list<string>', "the launcher's own words"],
    processes: ['int', 'how many the launcher starts on a machine'],
    world: ['string', '`host` or `container`'],
    launch: ['Launch', 'the container that it runs in; absent on the host'],
    certainty: ['string', 'whether the script gets there: `always`, `sometimes`, or `unknown`'],
    script: ['string', 'the path of the script'],
  },
  Stage: {
    name: ['string', ''],
    image: ['string', 'the image it starts from, with ARG defaults; absent if it starts from an earlier stage'],
    platform: ['string', ''],
  },
  Copy: {
    instruction: ['string', '`COPY` or `ADD`'],
    sources: ['list<string>', ''],
    destination: ['string', ''],
    from: ['string', 'the stage or image of `--from`'],
  },
  Instruction: {
    keyword: ['string', 'in uppercase'],
    text: ['string', 'what follows the flags, with continued lines joined'],
  },
  Dockerfile: {
    text: ['string', 'the whole file'],
    base: ['string', 'the image that the last stage is based on, through earlier stages'],
    stages: ['list<Stage>', ''],
    instructions: ['list<Instruction>', 'those of all stages'],
    copies: ['list<Copy>', 'those of the last stage and the stages it starts from'],
    env: ['map<string, string>', 'the variables that the file sets'],
    workdir: ['string', ''],
    user: ['string', ''],
  },
  Variable: {
    name: ['string', ''],
    required: ['bool', 'whether the code fails without it'],
  },
  Import: {
    module: ['string', '`torch.nn`; relative imports start with dots'],
  },
  Python: {
    text: ['string', 'the whole file'],
    imports: ['list<Import>', ''],
    variables: ['list<Variable>', 'the environment variables that it reads'],
  },
  Series: {
    name: ['string', 'as logged'],
    metric: ['string', 'what the name means: `loss`, `accuracy`, `learning-rate`, …'],
    split: ['string', '`train`, `val`, or `test`'],
    count: ['int', 'how many values were logged'],
    first: ['double', 'the first finite value; the next four fields also skip NaN and infinity'],
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
    status: ['string', '`finished`, `crashed`, `cancelled`, `running`, or `unknown`'],
    framework: ['string', ''],
    tasks: ['list<string>', ''],
    series: ['list<Series>', 'the metrics that it logged'],
    metrics: ['map<string, Series>', 'the same, by name'],
    config: ['map<string, dyn>', 'hyperparameters by dotted name'],
    failures: ['list<Failure>', ''],
    step: ['int', 'the last step'],
    epoch: ['double', 'the last epoch'],
    planned_steps: ['int', ''],
    planned_epochs: ['double', ''],
    checkpoints: ['list<string>', 'paths of weight files'],
  },
} as const satisfies { readonly [type: string]: { readonly [field: string]: readonly [type: string, meaning: string] } };

export type TypeName = keyof typeof vocabulary;

/** Each type comes after those that its fields use. */
export const typeNames = Object.keys(vocabulary).sort((a, b) => rank(a) - rank(b)) as TypeName[];

function rank(type: string): number {
  const fields: { readonly [field: string]: readonly [string, string] } = vocabulary[type as TypeName];
  const used = Object.values(fields).flatMap(([kind]) => kind.match(/[A-Z]\w+/g) ?? []);
  return used.length === 0 ? 0 : 1 + Math.max(...used.map(rank));
}

export const fieldsOf = (type: string): readonly string[] =>
  Object.hasOwn(vocabulary, type) ? Object.keys(vocabulary[type as TypeName]) : [];

/** What a check can be about, and the variable for it. All checks can use `metadata` and `example`. */
export const subjects = {
  metadata: { variable: 'metadata', type: 'map<string, dyn>' },
  example: { variable: 'example', type: 'Example' },
  script: { variable: 'script', type: 'Script' },
  launch: { variable: 'launch', type: 'Launch' },
  start: { variable: 'start', type: 'Start' },
  dockerfile: { variable: 'dockerfile', type: 'Dockerfile' },
  python: { variable: 'python', type: 'Python' },
  run: { variable: 'run', type: 'Run' },
} as const;

export type Subject = keyof typeof subjects;

export const subjectNames = Object.keys(subjects) as Subject[];
