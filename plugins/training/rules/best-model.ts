import { booleanValue, type CallFact, defineRule, numberValue, stringValue, type Value } from '../../../src/api';
import { isTestFile } from '../files';

const huggingFace = (
  settings: string,
): string => `from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments

args = TrainingArguments("out", ${settings})
trainer = Trainer(AutoModelForSequenceClassification.from_pretrained("bert-base-uncased"), args, train_dataset=train, eval_dataset=held)
trainer.train()
`;

const best = 'load_best_model_at_end=True';

type Id = 'never' | 'apart' | 'steps';

export default defineRule<'module', Record<string, never>, Id>({
  name: 'best-model',
  scope: 'module',
  docs: {
    summary: "Hugging Face's trainer evaluates each checkpoint that it chooses the best of",
    why: '`load_best_model_at_end` needs a metric for each checkpoint. Where the trainer never evaluates, or saves at other times than it evaluates, it stops before the first step: “--load_best_model_at_end requires the save and eval strategy to match”. The defaults are `eval_strategy="no"` and `save_strategy="steps"`, with 500 steps for both.',
    bad: [
      { wrong: 'Nothing is evaluated.', sample: { 'train.py': huggingFace(best) } },
      {
        wrong: 'It saves at other times than it evaluates.',
        sample: { 'train.py': huggingFace(`${best}, eval_strategy="epoch"`) },
      },
      {
        wrong: 'Most checkpoints have no metric.',
        sample: { 'train.py': huggingFace(`${best}, eval_strategy="steps", eval_steps=200, save_steps=500`) },
      },
    ],
    good: [
      { 'train.py': huggingFace(`${best}, eval_strategy="epoch", save_strategy="epoch"`) },
      { 'train.py': huggingFace(`${best}, eval_strategy="steps", eval_steps=250, save_steps=500`) },
    ],
    references: [
      'https://huggingface.co/docs/transformers/main_classes/trainer#transformers.TrainingArguments.load_best_model_at_end',
      'https://github.com/huggingface/transformers/pull/12786',
    ],
  },
  messages: {
    never:
      '`load_best_model_at_end` needs an evaluation for each checkpoint, but `{{name}}` is "no", so the trainer stops at once. Write `{{write}}`.',
    apart:
      'The trainer saves by "{{save}}" and evaluates by "{{evaluate}}", so `load_best_model_at_end` stops it at once. Write `save_strategy="{{evaluate}}"`.',
    steps:
      'The trainer saves every {{save}} steps and evaluates every {{evaluate}}, so some checkpoints have no metric, and `load_best_model_at_end` stops it at once. Write `save_steps={{write}}`.',
  },
  fixes: {
    never: { argument: '{{write}}', unsafe: true },
    apart: { argument: 'save_strategy="{{evaluate}}"', unsafe: true },
    steps: { argument: 'save_steps={{write}}', unsafe: true },
  },
  *check({ python: file, path }) {
    if (isTestFile(path) || !file.source.text.includes('load_best_model_at_end')) return;
    for (const call of file.facts.trainingArguments) {
      if (booleanValue(call.setting('load_best_model_at_end')) !== true) continue;
      const name =
        call.argument('evaluation_strategy') || file.source.text.includes('evaluation_strategy') ? older : 'eval_strategy';
      const evaluate = known(call, [older, 'eval_strategy'], 'no');
      const save = known(call, ['save_strategy'], 'steps');
      if (evaluate === undefined || save === undefined || save === 'best') continue;
      const at = (argument: string) => call.argument(argument)?.at ?? call.span;
      if (evaluate === 'no') {
        const write = `${name}="${save === 'no' ? 'epoch' : save}"`;
        yield { message: 'never', data: { name, write }, at: call.argument(name)?.at ?? call.span };
      } else if (save !== evaluate) yield { message: 'apart', data: { save, evaluate }, at: at('save_strategy') };
      else if (save === 'steps') {
        const steps = stepsOf(call);
        if (steps && steps.save % steps.evaluate !== 0) {
          const write = Math.ceil(steps.save / steps.evaluate) * steps.evaluate;
          yield { message: 'steps', data: { ...steps, write }, at: at('save_steps') };
        }
      }
    }
  },
});

const older = 'evaluation_strategy';

/** The text of the first of several arguments that is given, or the default. Undefined if it isn't known. */
function known(call: CallFact, names: readonly string[], otherwise: string): string | undefined {
  const given = names.map((each) => call.setting(each)).filter((value): value is Value => value !== undefined);
  const [first] = given;
  return first === undefined ? otherwise : stringValue(first);
}

/** How many steps are between two checkpoints and between two evaluations. The default of both is 500, and `logging_steps` counts first. */
function stepsOf(call: CallFact): { readonly save: number; readonly evaluate: number } | undefined {
  const number = (name: string, otherwise: number | undefined) =>
    call.setting(name) === undefined ? otherwise : numberValue(call.setting(name));
  const save = number('save_steps', 500);
  const evaluate = number('eval_steps', number('logging_steps', 500));
  return save !== undefined && evaluate !== undefined && save > 1 && evaluate > 1 ? { save, evaluate } : undefined;
}
