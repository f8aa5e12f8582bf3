import {
  type CallFact,
  type ContainerProgram,
  type OpenMmlabConfiguration,
  type Setting,
  type Span,
  settingOf,
} from '../../src/api';

/** Training that surely never validates. */
export interface Unvalidated {
  /** Whether it has held-out data that it doesn't use. */
  readonly hasData: boolean;
  readonly at: Span;
  /** What sets it so, in parentheses. Empty if the code does. */
  readonly source: string;
  readonly related?: readonly { readonly message: string; readonly at: Span }[];
}

const unvalidated = (at: Span): Unvalidated => ({ hasData: false, at, source: '' });

/** A hand-written loop: nothing in the program has a name that suggests validation. */
export const unvalidatedLoop = ({ graph }: ContainerProgram, at: Span): Unvalidated | undefined =>
  [...graph.files.values()].some(({ source }) => mentionsValidation(source.text)) ? undefined : unvalidated(at);

const mentionsValidation = (text: string): boolean =>
  text
    .replace(/#.*$/gm, '')
    .replace(/^[ \t]*(from|import)\b.*$/gm, '')
    .replace(/\.eval\(\)/g, '')
    .split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/)
    .some((word) =>
      /^(val|valid|validat\w*|eval|evaluat\w*|tests?|test(set|loader)|val(set|loader)|holdout|heldout|held)$/i.test(word),
    );

/** Trainers whose losses or rewards are for what the model itself generates. */
const online = /^(GRPO|PPO|RLOO|OnlineDPO)/;

/** Hugging Face: no `eval_dataset`, or one that `eval_strategy` doesn't use, and no evaluation in the program's own code. */
export function unvalidatedTrainer(call: CallFact, program: ContainerProgram): Unvalidated | undefined {
  if (online.test(call.callee) || evaluates(program)) return undefined;
  const data = settingOf(call, 'eval_dataset', program.start);
  if (data === 'absent') return unvalidated(call.span);
  if (data?.value === null) return setBy(data, call, false);
  if (!call.argument('eval_dataset')) return undefined;
  const [args, ...more] = program.own.flatMap(({ facts }) => facts.trainingArguments);
  if (!args || more.length) return undefined;
  const strategies = ['eval_strategy', 'evaluation_strategy', 'do_eval'].map((name) => settingOf(args, name, program.start));
  if (strategies.every((strategy) => strategy === 'absent')) return { hasData: true, at: args.span, source: '' };
  const off = strategies.find((strategy) => strategy !== 'absent' && strategy?.value === 'no');
  const isOff = strategies.every((strategy) => strategy === 'absent' || strategy?.value === 'no');
  return isOff && off && off !== 'absent' ? setBy(off, args, true) : undefined;
}

const setBy = ({ at, source }: Setting, call: CallFact, hasData: boolean): Unvalidated =>
  source === '' ? { hasData, at, source } : { hasData, at, source, related: [{ message: "It's used here.", at: call.span }] };

/** Lightning validates if the module has a step for it. */
export function unvalidatedModule(call: CallFact, program: ContainerProgram): Unvalidated | undefined {
  const files = [...program.graph.files.values()];
  const hasModule = files.some(({ facts }) => facts.lightning.modules.length > 0);
  const isMentioned = files.some(({ source }) => /validation_step|\.(validate|test)\(/.test(source.text));
  return hasModule && !isMentioned && !evaluates(program) ? unvalidated(call.span) : undefined;
}

/** MMEngine validates if there is a `val_cfg`. */
export function unvalidatedRunner(configurations: readonly OpenMmlabConfiguration[]): Unvalidated | undefined {
  for (const configuration of configurations) {
    const loop = configuration.setting('train_cfg');
    if (loop === undefined || loop === 'absent') continue;
    const validation = configuration.setting('val_cfg');
    if (validation === 'absent') return unvalidated(loop.at);
    if (validation?.value === null) return unvalidated(validation.at);
  }
  return undefined;
}

export function unvalidatedFit(call: CallFact, program: ContainerProgram): Unvalidated | undefined {
  const given = ['validation_data', 'validation_split'].some((name) => call.setting(name) !== undefined);
  return given || evaluates(program) ? undefined : unvalidated(call.span);
}

/** The code calls something that evaluates, or passes callbacks that may. */
const evaluates = (program: ContainerProgram): boolean =>
  program.own.some(
    ({ source, index }) =>
      /callbacks\s*=|add_callback/.test(source.text) ||
      index.calls.some(({ node: { func } }) => {
        const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
        return (
          name !== 'eval' &&
          /^_?(evaluat|validat|eval_|test_|run_(eval|valid|test)|compute_metrics)|_(eval|validation|evaluation)$/.test(name)
        );
      }),
  );
