import { posix } from 'node:path';
import { type Part, slicePart } from '../languages/docker';
import { type Install, readInstall } from '../languages/python';
import { UNKNOWN_MARK } from '../languages/shell';
import { type Container, containerOf, type Located } from './container';
import type { Launch } from './targets';

/** A Python program that a launch starts in its container. */
export interface PythonStart {
  readonly launch: Launch;
  readonly container: Container;
  /** `python`, `torchrun`, `accelerate`, `deepspeed`, `streamlit`. */
  readonly runner: string;
  /** The script, the module of `-m`, or the code of `-c`. */
  readonly target: { readonly kind: 'file' | 'module' | 'code'; readonly part: Part };
  /** Where the script lies; undefined for modules, code, and where it can't be told. */
  readonly located: Located | undefined;
  /** The file in the repository. */
  readonly entry: string | undefined;
  /** Words after the script. */
  readonly arguments: readonly Part[];
  /** The folder it starts in, in the container; undefined where unknown. */
  readonly workdir: string | undefined;
  /** Variables that the command itself sets before it, by name. */
  readonly variables: ReadonlyMap<string, string | undefined>;
  /** What the same command installs before it. */
  readonly installs: readonly Install[];
  /** Other commands run before it that are not understood: they may install, copy or set anything. */
  readonly preceded: boolean;
}

const starts = new WeakMap<Launch, readonly PythonStart[]>();

/** The Python programs of a launch's command, in order. Empty where none is started or nothing can be told. */
export function startsOf(launch: Launch): readonly PythonStart[] {
  let found = starts.get(launch);
  if (!found) {
    found = findStarts(launch);
    starts.set(launch, found);
  }
  return found;
}

interface State {
  readonly container: Container;
  workdir: string | undefined;
  readonly variables: Map<string, string | undefined>;
  readonly installs: Install[];
  preceded: boolean;
  readonly starts: PythonStart[];
}

function findStarts(launch: Launch): PythonStart[] {
  const { spec } = launch;
  if (spec.ambiguous || spec.help) return [];
  const container = containerOf(launch);
  const state: State = { container, workdir: container.workdir, variables: new Map(), installs: [], preceded: false, starts: [] };
  const entrypoint = spec.entrypoint?.text;
  if (spec.entrypoint && entrypoint === undefined) return [];
  const words = entrypoint ? [...(spec.entrypoint ? [spec.entrypoint] : []), ...spec.command] : spec.command;
  simpleCommand(words, state);
  return state.starts;
}

/** Programs that run the rest of the words. Options that take a value are listed. */
const wrappers: { readonly [program: string]: readonly string[] } = {
  env: ['-u', '-C'],
  exec: [],
  time: [],
  nice: ['-n'],
  nohup: [],
  stdbuf: ['-o', '-i', '-e'],
  timeout: ['-k', '-s'],
  tini: [],
  'dumb-init': [],
  'xvfb-run': ['-s', '-n'],
  sudo: ['-u'],
  command: [],
  ionice: ['-c', '-n'],
  unbuffer: [],
};

const launchers: { readonly [program: string]: readonly string[] } = {
  torchrun: [
    '--nproc_per_node',
    '--nproc-per-node',
    '--nnodes',
    '--node_rank',
    '--node-rank',
    '--master_addr',
    '--master-addr',
    '--master_port',
    '--master-port',
    '--rdzv_backend',
    '--rdzv-backend',
    '--rdzv_endpoint',
    '--rdzv-endpoint',
    '--rdzv_id',
    '--rdzv-id',
    '--max_restarts',
    '--log_dir',
  ],
  deepspeed: [
    '--num_gpus',
    '--num_nodes',
    '--include',
    '--exclude',
    '--master_port',
    '--master_addr',
    '--hostfile',
    '--launcher',
  ],
};

const accelerateValues = [
  '--config_file',
  '--num_processes',
  '--num_machines',
  '--machine_rank',
  '--main_process_ip',
  '--main_process_port',
  '--mixed_precision',
  '--dynamo_backend',
  '--gpu_ids',
  '--deepspeed_config_file',
  '--zero_stage',
  '--gradient_accumulation_steps',
  '--num_cpu_threads_per_process',
];
const pythonValues = ['-W', '-X', '--check-hash-based-pycs'];
const uvValues = [
  '--with',
  '--python',
  '-p',
  '--project',
  '--directory',
  '--extra',
  '--group',
  '--index-url',
  '--with-requirements',
  '--env-file',
];

function simpleCommand(given: readonly Part[], state: State): void {
  let words = given;
  while (words[0]?.text !== undefined && /^[A-Za-z_]\w*=/.test(words[0].text)) {
    const [name = '', ...value] = words[0].text.split('=');
    state.variables.set(name, value.join('='));
    words = words.slice(1);
  }
  const [first] = words;
  if (!first) return;
  if (first.text === undefined) {
    state.preceded = true;
    return;
  }
  const program = posix.basename(first.text);
  const rest = words.slice(1);
  const values = wrappers[program];
  if (Object.hasOwn(wrappers, program) && values) {
    const from = skipOptions(rest, values);
    simpleCommand(program === 'timeout' ? rest.slice(from + 1) : rest.slice(from), state);
  } else if (/^(bash|sh|zsh)$/.test(program)) shell(rest, state);
  else if (/^python[\d.]*$/.test(program)) python(rest, state);
  else if (Object.hasOwn(launchers, program)) launched(program, rest, launchers[program] ?? [], state);
  else if (program === 'accelerate' && rest[0]?.text === 'launch') launched('accelerate', rest.slice(1), accelerateValues, state);
  else if (program === 'streamlit' && rest[0]?.text === 'run') launched('streamlit', rest.slice(1), [], state);
  else if (program === 'uv' && rest[0]?.text === 'run') uvRun(rest.slice(1), state);
  else if ((program === 'poetry' || program === 'pipenv') && rest[0]?.text === 'run') simpleCommand(rest.slice(1), state);
  else if (/^(conda|mamba|micromamba)$/.test(program) && rest[0]?.text === 'run') {
    simpleCommand(rest.slice(1 + skipOptions(rest.slice(1), ['-n', '--name', '-p', '--prefix', '--cwd'])), state);
  } else if (program === 'cd') changeFolder(rest[0], state);
  else if (program === 'export') for (const word of rest) assign(word, state);
  else {
    const install = readInstall(words.map((word) => ({ text: word.text, span: word.span })));
    if (install) state.installs.push(install);
    else if (!harmless.has(program) && !isPipInquiry(program, rest[0]?.text)) state.preceded = true;
  }
}

const isPipInquiry = (program: string, verb: string | undefined): boolean =>
  /^pip3?$/.test(program) && /^(list|freeze|show|check|--version)$/.test(verb ?? '');

/** Programs that neither install nor set anything. */
const harmless = new Set([
  'echo',
  'printf',
  'set',
  'true',
  'ls',
  'pwd',
  'nvidia-smi',
  'mkdir',
  'test',
  '[',
  'cat',
  'whoami',
  'date',
  'sleep',
  'trap',
  'which',
  'chmod',
  'df',
  'free',
]);

function assign(word: Part, state: State): void {
  const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(word.masked);
  if (match?.[1]) state.variables.set(match[1], word.text === undefined ? undefined : match[2]);
}

function changeFolder(word: Part | undefined, state: State): void {
  const text = word?.text;
  state.workdir =
    text === undefined
      ? undefined
      : text.startsWith('/')
        ? posix.normalize(text)
        : state.workdir && posix.join(state.workdir, text);
}

/** The number of leading words that are options or values of options. */
function skipOptions(words: readonly Part[], values: readonly string[]): number {
  let at = 0;
  while (at < words.length) {
    const text = words[at]?.text;
    if (text === undefined || !text.startsWith('-')) break;
    at += values.includes(text) ? 2 : 1;
    if (text === '--') break;
  }
  return at;
}

function python(words: readonly Part[], state: State): void {
  let at = 0;
  while (at < words.length) {
    const word = words[at] as Part;
    const { text } = word;
    if (text === undefined) return;
    const cluster = /^-[a-zA-Z]+$/.exec(text)?.[0];
    if (pythonValues.includes(text)) at += 2;
    else if (cluster?.endsWith('m')) {
      const module = words[at + 1];
      if (module) moduleStart(module, words.slice(at + 2), state);
      return;
    } else if (cluster?.endsWith('c')) {
      const code = words[at + 1];
      if (code) add('python', { kind: 'code', part: code }, words.slice(at + 2), state);
      return;
    } else if (text === '-' || text === '--version' || text === '-V') return;
    else if (text.startsWith('-')) at += 1;
    else {
      add('python', { kind: 'file', part: word }, words.slice(at + 1), state);
      return;
    }
  }
}

/** Modules that start a script are launchers, `pip install` installs. */
function moduleStart(module: Part, rest: readonly Part[], state: State): void {
  const name = module.text;
  if (name === 'torch.distributed.run' || name === 'torch.distributed.launch')
    launched('torchrun', rest, [...(launchers['torchrun'] ?? []), '--use_env'], state);
  else if (name === 'accelerate.commands.launch') launched('accelerate', rest, accelerateValues, state);
  else if (name === 'pip') {
    const install = readInstall([
      { text: 'pip', span: module.span },
      ...rest.map((word) => ({ text: word.text, span: word.span })),
    ]);
    if (install) state.installs.push(install);
  } else add('python', { kind: 'module', part: module }, rest, state);
}

function launched(runner: string, words: readonly Part[], values: readonly string[], state: State): void {
  const from = skipOptions(words, values);
  const target = words[from];
  if (!target || words.slice(0, from).some((word) => word.text === undefined)) return;
  const module = words.slice(0, from).some((word) => word.text === '-m' || word.text === '--module');
  add(runner, { kind: module ? 'module' : 'file', part: target }, words.slice(from + 1), state);
}

function uvRun(words: readonly Part[], state: State): void {
  const rest = words.slice(skipOptions(words, uvValues));
  if (rest[0]?.text?.endsWith('.py')) add('python', { kind: 'file', part: rest[0] }, rest.slice(1), state);
  else simpleCommand(rest, state);
}

function add(runner: string, target: PythonStart['target'], args: readonly Part[], state: State): void {
  const { container, workdir } = state;
  const { launch } = container;
  const text = target.part.text;
  const path = text === undefined ? undefined : text.startsWith('/') ? text : workdir && posix.join(workdir, text);
  const located = target.kind === 'file' ? (path === undefined ? undefined : container.locate(path)) : undefined;
  const file =
    located?.kind === 'mounted' || located?.kind === 'copied'
      ? located.path
      : target.kind === 'module'
        ? modulePath(text, state)
        : undefined;
  state.starts.push({
    launch,
    container,
    runner,
    target,
    located,
    entry: file !== undefined && launch.repository.kind(file) === 'file' ? file : undefined,
    arguments: args,
    workdir,
    variables: new Map(state.variables),
    installs: [...state.installs],
    preceded: state.preceded,
  });
}

/** The file of `python -m a.b` below the working folder. */
function modulePath(name: string | undefined, { container, workdir }: State): string | undefined {
  if (name === undefined || workdir === undefined || !/^[\w.]+$/.test(name)) return undefined;
  const base = posix.join(workdir, name.replaceAll('.', '/'));
  for (const path of [`${base}.py`, `${base}/__main__.py`]) {
    const located = container.locate(path);
    if ((located.kind === 'mounted' || located.kind === 'copied') && container.launch.repository.kind(located.path) === 'file')
      return located.path;
  }
  return undefined;
}

/** `bash -c text`: its simple commands one after the other; what is compound is not followed. A script file may do anything. */
function shell(words: readonly Part[], state: State): void {
  const flag = words.findIndex((word) => word.text !== undefined && /^-[a-zA-Z]*c$/.test(word.text));
  const text = flag < 0 ? undefined : words[flag + 1];
  if (!text || words.slice(0, flag).some((word) => word.text === undefined)) {
    state.preceded = true;
    return;
  }
  if (/\$\(|`|<<|\b(?:for|while|case|function)\b/.test(text.masked)) state.preceded = true;
  for (const command of commandsIn(text)) simpleCommand(command, state);
}

/** Words of a text in shell, by simple command; a word keeps its place in the text. Words with expansions are unknown. */
function commandsIn(text: Part): Part[][] {
  const commands: Part[][] = [];
  let words: Part[] = [];
  const pattern =
    /(\\\n|[ \t]+)|(#[^\n]*)|(&&|\|\||[;|&\n(){}])|((?:\\[\s\S]|"(?:\\[\s\S]|[^"\\])*"?|'[^']*'?|[^\s;|&()"'\\])+|[\s\S])/g;
  for (const match of text.masked.matchAll(pattern)) {
    const [whole, , comment, separator, word] = match;
    if (comment !== undefined) continue;
    if (separator !== undefined) {
      commands.push(words);
      words = [];
    } else if (word !== undefined && !/^\d?>+/.test(word)) {
      const part = slicePart(text, match.index, match.index + whole.length);
      words.push({ ...part, text: plain(word), masked: plain(word) ?? UNKNOWN_MARK });
    }
  }
  commands.push(words);
  return commands.map((command) => command.filter((word) => !/^(if|then|else|fi|do|done|!)$/.test(word.masked)));
}

function plain(word: string): string | undefined {
  if (word.includes(UNKNOWN_MARK) || /[`$]/.test(word.replace(/'[^']*'/g, ''))) return undefined;
  return word.replace(
    /'([^']*)'?|"((?:\\[\s\S]|[^"\\])*)"?|\\([\s\S])/g,
    (_, single?: string, double?: string, escaped?: string) => single ?? double ?? escaped ?? '',
  );
}
