import type { Span } from '../../../text/span';
import { mentions } from '../mentions';
import { qualifiedName } from '../names';
import type { PythonFile } from '../parse';
import { isFixed, type Value } from '../value';
import { type CallFact, type Calls, callsOf } from './calls';
import { type Download, downloadsOf } from './downloads';
import { type EnvironmentFacts, environmentOf } from './environment';
import { type FileUse, filesOf } from './files';
import { type ImportFact, importsOf } from './imports';
import { type TrainingLoop, trainingLoopsOf } from './loops';
import { type LoggedMetric, metricsOf } from './metrics';
import { type CommandLineFacts, optionsOf } from './options';
import { type PrecisionFact, precisionOf } from './precision';
import { type CallKind, calleesOf } from './signatures';

/** What a file's code needs and does. Each kind is collected when it is first asked for. */
export interface PythonFacts {
  readonly imports: readonly ImportFact[];
  readonly environment: EnvironmentFacts;
  readonly commandLine: CommandLineFacts;
  readonly files: readonly FileUse[];
  /** Calls of known kinds; the facts below are read out of them. */
  readonly calls: Calls;
  readonly dataLoaders: readonly CallFact[];
  readonly optimisers: readonly CallFact[];
  readonly precision: readonly PrecisionFact[];
  /** `torch.compile(…)` and `model.compile()` of a torch module. */
  readonly compilations: readonly Span[];
  readonly gradientCheckpointing: readonly Span[];
  /** Names that tell of gradient accumulation, as options, attributes or variables. */
  readonly accumulates: boolean;
  readonly lightning: LightningFacts;
  /** Hugging Face: `TrainingArguments`, `SFTConfig`, … and the trainers that take them. */
  readonly trainingArguments: readonly CallFact[];
  readonly trainers: readonly CallFact[];
  readonly peft: readonly CallFact[];
  readonly openmmlab: { readonly configs: readonly CallFact[]; readonly runners: readonly CallFact[] };
  /** Models of torchvision, timm and segmentation_models_pytorch. */
  readonly models: readonly CallFact[];
  readonly keras: { readonly compiles: readonly CallFact[]; readonly fits: readonly CallFact[] };
  readonly trackers: readonly CallFact[];
  readonly metrics: readonly LoggedMetric[];
  readonly seeds: readonly CallFact[];
  readonly downloads: readonly Download[];
  readonly trainingLoops: readonly TrainingLoop[];
  readonly validations: readonly CallFact[];
}

export interface LightningFacts {
  readonly trainers: readonly CallFact[];
  readonly callbacks: readonly CallFact[];
  readonly loggers: readonly CallFact[];
  /** Classes with a `training_step`. */
  readonly modules: readonly { readonly name: string; readonly span: Span; readonly validates: boolean }[];
}

type Collectors = { readonly [Kind in keyof PythonFacts]: (file: PythonFile) => PythonFacts[Kind] };

const of = (file: PythonFile, kind: CallKind): readonly CallFact[] => file.facts.calls.of(kind);

const collectors: Collectors = {
  imports: importsOf,
  environment: environmentOf,
  commandLine: optionsOf,
  files: filesOf,
  calls: callsOf,
  dataLoaders: (file) => of(file, 'data-loader'),
  optimisers: (file) => of(file, 'optimiser'),
  precision: (file) => precisionOf(file.facts.calls, file),
  compilations,
  gradientCheckpointing,
  accumulates: (file) =>
    [...file.index.attributes, ...file.index.escaping].some((name) => /accum/i.test(name)) ||
    /accum\w{0,60}\s{0,20}=/i.test(file.source.text),
  lightning: (file) => ({
    trainers: of(file, 'lightning-trainer'),
    callbacks: of(file, 'lightning-callback'),
    loggers: of(file, 'lightning-logger'),
    modules: lightningModules(file),
  }),
  trainingArguments: (file) => of(file, 'training-arguments'),
  trainers: (file) => of(file, 'trainer'),
  peft: (file) => of(file, 'peft'),
  openmmlab: (file) => ({ configs: of(file, 'openmmlab-config'), runners: of(file, 'openmmlab-runner') }),
  models: (file) => of(file, 'model'),
  keras: (file) => ({
    compiles: of(file, 'keras-compile').filter(
      (call) => call.name.startsWith('keras.') || call.argument('loss') || call.argument('optimizer'),
    ),
    fits: of(file, 'keras-fit').filter(
      (call) =>
        call.name.startsWith('keras.') ||
        call.argument('epochs') ||
        call.argument('validation_data') ||
        call.argument('steps_per_epoch'),
    ),
  }),
  trackers: (file) => of(file, 'tracker-init'),
  metrics: (file) => metricsOf(file.facts.calls, file),
  seeds: (file) => of(file, 'seed').filter(({ node }) => node.args.length > 0 || node.keywords.length > 0),
  downloads: (file) => downloadsOf(file.facts.calls),
  trainingLoops: (file) => trainingLoopsOf(file.facts.calls, file),
  validations: (file) => of(file, 'validation'),
};

/**
 * Words of which at least one occurs in any file that has facts of a kind: without them the file need not be parsed. Most
 * other kinds are read out of calls, which look for their own.
 */
const words: { readonly [Kind in keyof PythonFacts]?: readonly string[] } = {
  imports: ['import'],
  environment: ['environ', 'getenv', 'load_dotenv', 'dotenv_values', 'putenv'],
  gradientCheckpointing: [
    ...calleesOf('gradient-checkpointing'),
    'gradient_checkpointing',
    'use_gradient_checkpointing',
    'prepare_model_for_kbit_training',
  ],
  compilations: ['compile', 'torch_compile'],
  keras: ['keras', 'tensorflow', 'tf_keras'],
};

const emptyFacts: { readonly [Kind in keyof PythonFacts]?: PythonFacts[Kind] } = {
  environment: { reads: [], writes: [], dotenv: [] },
  keras: { compiles: [], fits: [] },
};

export function factsOf(file: PythonFile): PythonFacts {
  const facts = {};
  const lacks = (kind: keyof PythonFacts): boolean => {
    const some = words[kind];
    return some !== undefined && !mentions(file, some);
  };
  for (const [kind, collect] of Object.entries(collectors) as [keyof PythonFacts, (file: PythonFile) => unknown][]) {
    let made: { readonly value: unknown } | undefined;
    Object.defineProperty(facts, kind, {
      enumerable: true,
      get: () => {
        made ??= { value: lacks(kind) ? (emptyFacts[kind] ?? []) : collect(file) };
        return made.value;
      },
    });
  }
  return facts as PythonFacts;
}

function compilations(file: PythonFile): Span[] {
  const called = of(file, 'compile').filter((call) => call.name === 'torch.compile');
  const usesTorch = file.facts.imports.some((fact) => fact.module === 'torch' || fact.module.startsWith('torch.'));
  const methods = usesTorch ? of(file, 'keras-compile').filter(isOfTorchModule) : [];
  const decorated = file.index.functions.flatMap((site) =>
    site.node.decorator_list.filter((decorator) => qualifiedName(decorator, site.frame, file.index) === 'torch.compile'),
  );
  const passed = [...of(file, 'training-arguments')].flatMap((call) => {
    const argument = call.argument('torch_compile');
    return argument && !isOff(argument.value) ? [argument.at] : [];
  });
  return [...[...called, ...methods].map((call) => call.span), ...decorated.map((node) => file.span(node)), ...passed];
}

const isOff = (value: Value): boolean => isFixed(value) && value.value === false;

/** `model.compile()` of something that is not known to be of another library, with what `torch.compile` takes and nothing else. */
const isOfTorchModule = ({ name, node }: CallFact): boolean =>
  /^\*\.|\(\)\.compile$/.test(name) &&
  !/^(keras|super)\b/.test(name) &&
  !node.args.length &&
  node.keywords.every(({ arg }) => arg !== undefined && /^(fullgraph|dynamic|backend|mode|options|disable)$/.test(arg));

function gradientCheckpointing(file: PythonFile): Span[] {
  const passed = [...of(file, 'training-arguments'), ...of(file, 'peft'), ...of(file, 'download')].flatMap((call) => {
    const argument = call.argument('gradient_checkpointing') ?? call.argument('use_gradient_checkpointing');
    return argument && !isOff(argument.value) ? [argument.at] : [];
  });
  // It turns checkpointing on unless told otherwise.
  const prepared = of(file, 'peft').filter(
    (call) => call.callee === 'prepare_model_for_kbit_training' && !call.setting('use_gradient_checkpointing'),
  );
  return [...of(file, 'gradient-checkpointing'), ...prepared].map((call) => call.span).concat(passed);
}

function lightningModules(file: PythonFile): { name: string; span: Span; validates: boolean }[] {
  if (!mentions(file, ['training_step'])) return [];
  return file.index.classes.flatMap(({ node }) => {
    const methods = new Set(node.body.flatMap((statement) => (statement.nodeType === 'FunctionDef' ? [statement.name] : [])));
    if (!methods.has('training_step') || !(methods.has('configure_optimizers') || node.bases.length)) return [];
    const start = file.span(node).start;
    const at = file.source.text.indexOf(node.name, start + 'class'.length);
    return [
      {
        name: node.name,
        span: { file: file.path, start: at, end: at + node.name.length },
        validates: methods.has('validation_step'),
      },
    ];
  });
}
