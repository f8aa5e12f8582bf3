import { type CallFact, type Program, type Setting, type Span, settingOf } from '../../src/api';

/** Training that surely never validates: where, what sets it so, and whether the data is there but idle. */
export interface Unvalidated {
  readonly message: 'unvalidated' | 'idle';
  readonly at: Span;
  readonly told: string;
  readonly related?: readonly { readonly message: string; readonly at: Span }[];
}

/** A loop of the code's own: nothing in the program is called as what validates is. */
export const unvalidatedLoop = ({ graph }: Program, at: Span): Unvalidated | undefined =>
  [...graph.files.values()].some(({ source }) => speaksOfValidation(source.text))
    ? undefined
    : { message: 'unvalidated', at, told: '' };

const speaksOfValidation = (text: string): boolean =>
  text
    .replace(/#.*$/gm, '')
    .replace(/^[ \t]*(from|import)\b.*$/gm, '')
    .replace(/\.eval\(\)/g, '')
    .split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/)
    .some((word) =>
      /^(val|valid|validat\w*|eval|evaluat\w*|tests?|test(set|loader)|val(set|loader)|holdout|heldout|held)$/i.test(word),
    );

/** Their rewards or losses are of what the model itself makes. */
const online = /^(GRPO|PPO|RLOO|OnlineDPO)/;

/** Hugging Face: no `eval_dataset`, or one that `eval_strategy` leaves alone, and no evaluation of the code's own. */
export function unvalidatedTrainer(call: CallFact, program: Program): Unvalidated | undefined {
  if (online.test(call.callee) || evaluates(program)) return undefined;
  const data = settingOf(call, 'eval_dataset', program.start);
  if (data === 'absent') return { message: 'unvalidated', at: call.span, told: '' };
  if (data?.value === null) return at('unvalidated', call, data);
  if (!call.argument('eval_dataset')) return undefined;
  const [args, ...more] = program.own.flatMap(({ facts }) => facts.trainingArguments);
  if (!args || more.length) return undefined;
  const strategies = ['eval_strategy', 'evaluation_strategy', 'do_eval'].map((name) => settingOf(args, name, program.start));
  if (strategies.every((strategy) => strategy === 'absent')) return { message: 'idle', at: args.span, told: '' };
  const off = strategies.find((strategy) => strategy !== 'absent' && strategy?.value === 'no');
  const isOff = strategies.every((strategy) => strategy === 'absent' || strategy?.value === 'no');
  return isOff && off && off !== 'absent' ? at('idle', args, off) : undefined;
}

const at = (message: Unvalidated['message'], call: CallFact, setting: Setting): Unvalidated =>
  setting.source === ''
    ? { message, at: setting.at, told: '' }
    : { message, at: setting.at, told: setting.source, related: [{ message: 'used here', at: call.span }] };

/** Lightning validates where the module has a step for it. */
export function unvalidatedModule(call: CallFact, program: Program): Unvalidated | undefined {
  const files = [...program.graph.files.values()];
  const modules = files.flatMap(({ facts }) => facts.lightning.modules);
  const mentioned = files.some(({ source }) => /validation_step|\.(validate|test)\(/.test(source.text));
  return modules.length && !mentioned && !evaluates(program) ? { message: 'unvalidated', at: call.span, told: '' } : undefined;
}

export function unvalidatedFit(call: CallFact, program: Program): Unvalidated | undefined {
  const given = ['validation_data', 'validation_split'].some((name) => call.setting(name) !== undefined);
  return given || evaluates(program) ? undefined : { message: 'unvalidated', at: call.span, told: '' };
}

/** The code calls something that evaluates, or hands over callbacks that may. */
const evaluates = (program: Program): boolean =>
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
