import { defineRule, nameOf } from '../../../src/api';
import { inPrograms } from '../reports';
import { huggingFace, launch, trainingLoop } from '../samples';
import { type OpenEndedOptions, openEndedProperty, openEndedTable, trainedBy, unvalidatedBy } from '../training';

export default defineRule<'example', OpenEndedOptions>({
  name: 'validation',
  scope: 'example',
  docs: {
    summary: 'Training evaluates on held-out data',
    why: "Without validation nobody sees that a model overfits. Tasks that held-out data can't judge aren't checked, such as image generation and reinforcement learning.",
    bad: [
      {
        wrong: 'The loop only trains.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': trainingLoop('print("loss:", loss.item())') },
      },
      {
        wrong: 'The trainer has no data to evaluate on.',
        sample: { 'train.sh': launch('python train.py'), 'train.py': huggingFace() },
      },
    ],
    good: [
      { 'train.sh': launch('python train.py'), 'train.py': trainingLoop('print("loss:", loss.item())', 'validate(net)') },
      { 'train.sh': launch('python train.py'), 'train.py': huggingFace('eval_dataset=held', 'eval_strategy="epoch"') },
    ],
  },
  options: {
    schema: { type: 'object', additionalProperties: false, properties: openEndedProperty },
    tables: openEndedTable,
  },
  messages: {
    missing:
      '{{file}} trains but never validates{{source}}, so overfitting goes unnoticed. Evaluate on held-out data every epoch, and log the result.',
  },
  *check(example, { options }) {
    yield* inPrograms(example.programs, function* (program) {
      const found = unvalidatedBy(program, example, options);
      const file = nameOf(trainedBy(program)?.file.path ?? '');
      if (found && !found.hasData)
        yield { message: 'missing', data: { file, source: found.source }, at: found.at, related: found.related ?? [] };
    });
  },
});
