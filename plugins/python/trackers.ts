import { type CallFact, type ContainerProgram, type PythonFile, patternWith, type Span, settingOf } from '../../src/api';
import { surelyRuns } from './certain-calls';

/** A service that code reports runs to. */
export interface Service {
  readonly name: string;
  readonly calls: readonly string[];
  /** Its name in `report_to`. */
  readonly reports?: string;
  readonly module: string;
  readonly key: string;
  /** A setting that keeps runs local. */
  readonly mode?: string;
  readonly off: {
    readonly arguments: { readonly [argument: string]: readonly (string | boolean)[] };
    readonly variables: readonly string[];
  };
  readonly given: readonly string[];
  readonly login: readonly string[];
}

/** A call that surely runs, and what it is called in a message. */
export interface Tracked {
  readonly call: CallFact;
  readonly file: PythonFile;
  readonly what: string;
  readonly at: Span;
}

/** Calls of some names in a program's own code that surely run, in files that import their library without a guard. */
export function* callsOf(program: ContainerProgram, names: readonly string[]): Generator<Tracked> {
  for (const file of program.own) {
    const { trackers, lightning } = file.facts;
    for (const call of [...trackers, ...lightning.loggers, ...lightning.trainers]) {
      if (!names.includes(call.name) || !surelyRuns(call, file, program)) continue;
      yield { call, file, what: `${shortName(call.name)}()`, at: call.span };
    }
  }
}

const shortName = (name: string): string => (name.startsWith('lightning.') ? (name.split('.').at(-1) ?? name) : name);

/** The first use of a service that surely needs its key: a call that isn't local, or `report_to` that names it. */
export function onlineUse(program: ContainerProgram, service: Service): Tracked | undefined {
  if (!isNamed(program, service) || mentionsKey(program, service)) return undefined;
  for (const tracked of callsOf(program, service.calls)) if (!isLocal(tracked.call, program, service)) return tracked;
  return reportedBy(program, service);
}

/** Whether the program's own code may use the service: it has the first word of the module's name. Far cheaper than parsing. */
function isNamed({ own }: ContainerProgram, { module }: Service): boolean {
  const word = patternWith('i')`${module.split('_')[0] ?? module}`;
  return own.some(({ source }) => word.test(source.text));
}

/** The code handles the key itself, or sets what keeps runs local. */
function mentionsKey({ entry, own }: ContainerProgram, { key, off, module }: Service): boolean {
  if (own.some(({ facts }) => facts.environment.dotenv.length > 0)) return true;
  const names = [key, ...off.variables];
  const isGuarded = own.some(({ facts }) =>
    facts.imports.some((each) => each.module.split('.')[0] === module && each.guard !== 'none'),
  );
  const texts = [entry, ...own].map(({ source }) => source.text);
  return isGuarded || texts.some((text) => names.some((name) => text.includes(name)) || text.includes(`${module}.login(`));
}

function isLocal(call: CallFact, { start }: ContainerProgram, { off, given }: Service): boolean {
  if (call.arguments.open || given.some((name) => call.argument(name))) return true;
  return Object.entries(off.arguments).some(([name, values]) => {
    const setting = settingOf(call, name, start);
    if (setting === 'absent') return false;
    return setting === undefined || values.length === 0 || values.includes(setting.value as string | boolean);
  });
}

/** Where a trainer or an accelerator of a library surely reports to a service. */
export function reportedBy(program: ContainerProgram, { reports }: Pick<Service, 'reports'>): Tracked | undefined {
  if (reports === undefined) return undefined;
  for (const file of program.own) {
    for (const [call, argument] of reportersIn(file)) {
      const setting = settingOf(call, argument, program.start);
      if (setting === 'absent' || setting === undefined) continue;
      const named = Array.isArray(setting.value) ? setting.value : [setting.value];
      if (named.includes(reports) && surelyRuns(call, file, program))
        return { call, file, what: `${argument}="${reports}"`, at: setting.at };
    }
  }
  return undefined;
}

/** Calls that report to what one of their arguments names. An accelerator does so only with trackers. */
const reportersIn = ({ facts, source }: PythonFile): (readonly [CallFact, string])[] => [
  ...facts.trainingArguments.map((call) => [call, 'report_to'] as const),
  ...(source.text.includes('init_trackers(') ? facts.calls.of('accelerator') : []).map((call) => [call, 'log_with'] as const),
];
