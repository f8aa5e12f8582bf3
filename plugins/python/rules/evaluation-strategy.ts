import { defineRule, nameOf } from '../../../src/api';
import { inPrograms } from '../reports';
import { huggingFace, launch } from '../samples';
import { type OpenEndedOptions, openEndedProperty, openEndedTable, trainedBy, unvalidatedBy } from '../training';

export default defineRule<'example', OpenEndedOptions>({
  name: 'evaluation-strategy',
  scope: 'example',
  docs: {
    summary: "Hugging Face's trainer evaluates on the held-out data that it gets",
    why: 'The default of `eval_strategy` is "no". A trainer with an `eval_dataset` then never evaluates on it, and nobody sees that the model overfits.',
    bad: [
      {
        wrong: 'The trainer gets held-out data, but is never asked to evaluate.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': huggingFace('eval_dataset=held') },
      },
    ],
    good: { 'train.sh': launch('python train.py'), 'train.py': huggingFace('eval_dataset=held', 'eval_strategy="epoch"') },
    references: ['https://huggingface.co/docs/transformers/main_classes/trainer#transformers.TrainingArguments.eval_strategy'],
  },
  options: {
    schema: { type: 'object', additionalProperties: false, properties: openEndedProperty },
    tables: openEndedTable,
  },
  messages: {
    idle: '{{file}} gives the trainer held-out data, but `eval_strategy` is "no"{{source}}, so it\'s never evaluated. Write `eval_strategy="epoch"`.',
  },
  fixes: {
    idle: { argument: 'eval_strategy="epoch"', unsafe: true },
  },
  *check(example, { options }) {
    yield* inPrograms(example.programs, function* (program) {
      const found = unvalidatedBy(program, example, options);
      const file = nameOf(trainedBy(program)?.file.path ?? '');
      if (found?.hasData)
        yield { message: 'idle', data: { file, source: found.source }, at: found.at, related: found.related ?? [] };
    });
  },
});
