import type { Span } from '../../../text/span';
import { mentions } from '../mentions';
import type { Module } from '../module';
import { qualifiedName } from '../names';
import { type DetachedLoss, detachedLosses } from '../training/detached-losses';
import { type Evaluation, evaluationsOf } from '../training/evaluations';
import { type HiddenLayers, hiddenLayers } from '../training/hidden-layers';
import { type KeptGraph, keptGraphs } from '../training/kept-graphs';
import { type KerasLoss, kerasLosses } from '../training/keras-losses';
import { type LossInput, lossInputs } from '../training/loss-inputs';
import { type Objects, objectsOf } from '../training/objects';
import { type ReusedGraph, reusedGraphs } from '../training/reused-graphs';
import { type UnusedMove, unusedMoves } from '../training/unused-moves';
import { type MethodUse, methodUses, type Update, updatesOf } from '../training/updates';
import { isFixed, type Value } from '../value';
import { type CallFact, type Calls, callsOf } from './calls';
import { type Download, downloadsOf } from './downloads';
import { type EnvironmentFacts, environmentOf } from './environment';
import { type FileUse, filesOf } from './files';
import { type Functions, functionsOf } from './functions';
import { type ImportFact, importsOf } from './imports';
import { type LightningFacts, lightningModules } from './lightning';
import { type TrainingLoop, trainingLoopsOf } from './loops';
import { type LoggedMetric, metricsOf } from './metrics';
import { type CommandLineFacts, optionsOf } from './options';
import { type PrecisionFact, precisionOf } from './precision';
import { calleesOf } from './signatures';

/** What a module's code needs and does. Each kind is collected when it is first asked for. */
export interface PythonFacts {
  readonly imports: readonly ImportFact[];
  readonly environment: EnvironmentFacts;
  readonly commandLine: CommandLineFacts;
  readonly files: readonly FileUse[];
  /** Calls of known kinds. The facts below are read from them. */
  readonly calls: Calls;
  readonly dataLoaders: readonly CallFact[];
  readonly optimisers: readonly CallFact[];
  readonly precision: readonly PrecisionFact[];
  /** `torch.compile(…)`, and `model.compile()` of a torch module. */
  readonly compilations: readonly Span[];
  readonly gradientCheckpointing: readonly Span[];
  /** An option, attribute, or variable has a name that points to gradient accumulation. */
  readonly accumulates: boolean;
  readonly lightning: LightningFacts;
  /** Hugging Face: `TrainingArguments`, `SFTConfig`, and the like, and the trainers that take them. */
  readonly trainingArguments: readonly CallFact[];
  readonly trainers: readonly CallFact[];
  readonly peft: readonly CallFact[];
  readonly openmmlab: { readonly configs: readonly CallFact[]; readonly runners: readonly CallFact[] };
  /** Models of torchvision, timm, and segmentation_models_pytorch. */
  readonly models: readonly CallFact[];
  readonly keras: { readonly compiles: readonly CallFact[]; readonly fits: readonly CallFact[] };
  /** Keras: the losses of models whose last layer is known. */
  readonly kerasLosses: readonly KerasLoss[];
  readonly trackers: readonly CallFact[];
  readonly metrics: readonly LoggedMetric[];
  readonly seeds: readonly CallFact[];
  readonly downloads: readonly Download[];
  readonly trainingLoops: readonly TrainingLoop[];
  /** PyTorch: the backward passes that are written out in a loop. */
  readonly updates: readonly Update[];
  /** PyTorch: methods that step, clear gradients, and set modes, of any receiver. */
  readonly trainingMethods: readonly MethodUse[];
  /** PyTorch: where a loop keeps losses with their graphs. */
  readonly keptGraphs: readonly KeptGraph[];
  /** PyTorch: losses that gradients are computed from, but that have no graph. */
  readonly detachedLosses: readonly DetachedLoss[];
  /** PyTorch: tensors that are moved or converted, but whose copy nothing uses. */
  readonly unusedMoves: readonly UnusedMove[];
  /** PyTorch: the loops that run a model without training it. */
  readonly evaluations: readonly Evaluation[];
  /** PyTorch: what losses of classes get. */
  readonly lossInputs: readonly LossInput[];
  /** PyTorch: calls of models whose graph two backward passes go through. */
  readonly reusedGraphs: readonly ReusedGraph[];
  /** PyTorch: layers in plain lists and dictionaries. */
  readonly hiddenLayers: readonly HiddenLayers[];
  /** How functions and methods call each other, and where objects are made. */
  readonly functions: Functions;
  readonly objects: Objects;
  readonly validations: readonly CallFact[];
}

const trainingMethods = ['step', 'update', 'zero_grad', 'train', 'eval', 'unscale_', 'scale'] as const;

type Collectors = { readonly [Kind in keyof PythonFacts]: (module: Module, facts: PythonFacts) => PythonFacts[Kind] };

const collectors: Collectors = {
  imports: importsOf,
  environment: environmentOf,
  commandLine: optionsOf,
  files: filesOf,
  calls: callsOf,
  dataLoaders: (_, { calls }) => calls.of('data-loader'),
  optimisers: (_, { calls }) => calls.of('optimiser'),
  precision: (module, { calls }) => precisionOf(calls, module),
  compilations,
  gradientCheckpointing: (_, { calls }) => gradientCheckpointing(calls),
  accumulates: (module) =>
    [...module.index.attributes, ...module.index.escaping].some((name) => /accum/i.test(name)) ||
    /accum\w{0,60}\s{0,20}=/i.test(module.source.text),
  lightning: (module, { calls }) => ({
    trainers: calls.of('lightning-trainer'),
    callbacks: calls.of('lightning-callback'),
    loggers: calls.of('lightning-logger'),
    modules: lightningModules(module),
  }),
  trainingArguments: (_, { calls }) => calls.of('training-arguments'),
  trainers: (_, { calls }) => calls.of('trainer'),
  peft: (_, { calls }) => calls.of('peft'),
  openmmlab: (_, { calls }) => ({ configs: calls.of('openmmlab-config'), runners: calls.of('openmmlab-runner') }),
  models: (_, { calls }) => calls.of('model'),
  keras: (_, { calls }) => ({
    compiles: calls.of('keras-compile').filter((call) => isOfKeras(call, ['loss', 'optimizer'])),
    fits: calls.of('keras-fit').filter((call) => isOfKeras(call, ['epochs', 'validation_data', 'steps_per_epoch'])),
  }),
  kerasLosses: (module, facts) =>
    facts.keras.compiles.length > 0 ? kerasLosses(facts.keras.compiles, module, facts.objects) : [],
  trackers: (_, { calls }) => calls.of('tracker-init'),
  metrics: (module, { calls }) => metricsOf(calls, module),
  seeds: (_, { calls }) => calls.of('seed').filter(({ node }) => node.args.length > 0 || node.keywords.length > 0),
  downloads: (_, { calls }) => downloadsOf(calls),
  trainingLoops: (module, { calls }) => trainingLoopsOf(calls, module),
  updates: (module, { calls, functions, objects }) => updatesOf(calls, module, functions, objects),
  trainingMethods: (module, { objects }) => methodUses(trainingMethods, module, objects),
  keptGraphs: (module, { updates, functions, objects }) => keptGraphs(updates, module, functions, objects),
  unusedMoves: (module, facts) => unusedMoves(module, () => facts.objects),
  detachedLosses: (module, { updates, objects }) => detachedLosses(updates, module, objects),
  evaluations: (module, { calls, functions }) => evaluationsOf(calls, module, functions),
  lossInputs: (module, { objects }) => lossInputs(module, objects),
  reusedGraphs: (module, { updates, objects }) => reusedGraphs(updates, module, objects),
  hiddenLayers: (module, facts) => hiddenLayers(module, () => facts.objects),
  functions: functionsOf,
  objects: (module, { functions }) => objectsOf(module, functions),
  validations: (_, { calls }) => calls.of('validation'),
};

/**
 * Words of which every file with facts of a kind has at least one: without them the file need not be parsed. Most other kinds are read
 * from calls, which have a prefilter of their own.
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
  evaluations: ['parameters', 'named_parameters', 'train', 'eval'],
  lossInputs: [
    'CrossEntropyLoss',
    'cross_entropy',
    'BCEWithLogitsLoss',
    'binary_cross_entropy_with_logits',
    'NLLLoss',
    'nll_loss',
    'BCELoss',
    'binary_cross_entropy',
  ],
  hiddenLayers: ['Module', 'LightningModule'],
  unusedMoves: ['to', 'cuda', 'cpu', 'half', 'float', 'double', 'bfloat16'],
  keras: ['keras', 'tensorflow', 'tf_keras'],
  kerasLosses: [
    'crossentropy',
    'binary_crossentropy',
    'categorical_crossentropy',
    'sparse_categorical_crossentropy',
    'BinaryCrossentropy',
    'CategoricalCrossentropy',
    'SparseCategoricalCrossentropy',
  ],
};

const emptyFacts: { readonly [Kind in keyof PythonFacts]?: PythonFacts[Kind] } = {
  environment: { reads: [], writes: [], dotenv: [] },
  keras: { compiles: [], fits: [] },
};

export function factsOf(module: Module): PythonFacts {
  const facts = {} as PythonFacts;
  const collect = (kind: keyof PythonFacts): unknown => {
    const needed = words[kind];
    return !needed || mentions(module, needed) ? collectors[kind](module, facts) : (emptyFacts[kind] ?? []);
  };
  for (const kind of Object.keys(collectors) as (keyof PythonFacts)[]) {
    let made: { readonly value: unknown } | undefined;
    Object.defineProperty(facts, kind, {
      enumerable: true,
      get: () => {
        made ??= { value: collect(kind) };
        return made.value;
      },
    });
  }
  return facts;
}

/** A method's call, if its name or one of these arguments shows that the receiver is a Keras model. */
const isOfKeras = (call: CallFact, parameters: readonly string[]): boolean =>
  call.name.startsWith('keras.') || parameters.some((parameter) => call.argument(parameter));

function compilations(module: Module, { calls, imports }: PythonFacts): Span[] {
  const called = calls.of('compile').filter((call) => call.name === 'torch.compile');
  const usesTorch = imports.some((fact) => fact.module === 'torch' || fact.module.startsWith('torch.'));
  const methods = usesTorch ? calls.of('keras-compile').filter(isOfTorchModule) : [];
  const decorated = module.index.functions.flatMap((site) =>
    site.node.decorator_list.filter((decorator) => qualifiedName(decorator, site.frame, module.index) === 'torch.compile'),
  );
  const passed = turnedOn(calls.of('training-arguments'), ['torch_compile']);
  return [...[...called, ...methods].map((call) => call.span), ...decorated.map((node) => module.span(node)), ...passed];
}

/** `model.compile()` of something that isn't known to be of another library, with only arguments that `torch.compile` takes. */
const isOfTorchModule = ({ name, node }: CallFact): boolean =>
  /^\*\.|\(\)\.compile$/.test(name) &&
  !/^(keras|super)\b/.test(name) &&
  !node.args.length &&
  node.keywords.every(({ arg }) => arg !== undefined && /^(fullgraph|dynamic|backend|mode|options|disable)$/.test(arg));

function gradientCheckpointing(calls: Calls): Span[] {
  const takers = [...calls.of('training-arguments'), ...calls.of('peft'), ...calls.of('download')];
  const passed = turnedOn(takers, ['gradient_checkpointing', 'use_gradient_checkpointing']);
  // This function turns checkpointing on by default.
  const prepared = calls
    .of('peft')
    .filter((call) => call.callee === 'prepare_model_for_kbit_training' && !call.setting('use_gradient_checkpointing'));
  return [...calls.of('gradient-checkpointing'), ...prepared].map((call) => call.span).concat(passed);
}

/** Where calls pass the first of these arguments that they pass, unless it's a fixed `False`. */
const turnedOn = (calls: readonly CallFact[], parameters: readonly string[]): Span[] =>
  calls.flatMap((call) => {
    const argument = parameters.map((parameter) => call.argument(parameter)).find((given) => given !== undefined);
    return argument && !isOff(argument.value) ? [argument.at] : [];
  });

const isOff = (value: Value): boolean => isFixed(value) && value.value === false;
