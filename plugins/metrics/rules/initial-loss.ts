import type { RunArtifact } from '../../../src/api';
import { curvesOf } from '../curves';
import { figuresOf, schemaOf } from '../figures';
import { type InitialEvidence, type InitialFigures, type InitialLoss, judgeInitialLoss } from '../judge/initial-loss';
import { defineJudgement } from '../judged';
import { falling, rows, run } from '../samples';
import { classesOf, pretrainedBy, sizeOf, tasksOf } from '../tasks';
import { drawn, figure, moment } from '../words';

const number = { type: 'number', minimum: 0 };

export default defineJudgement<InitialFigures, InitialLoss, InitialEvidence, 'above' | 'below'>({
  name: 'initial-loss',
  precision: 'medium',
  docs: {
    summary: 'The first loss is that of random weights',
    why: 'Before training, a model gives every choice the same chance, which costs ln(choices): 8 to 12 for the vocabularies of language models, ln(classes) for a classifier. Far above, the initialisation or the scale of the loss is wrong; far below, the answer leaks into the input. Not judged where the weights were trained before.',
    bad: run('tasks: [language_modeling]\n', 'step,train_loss', rows(24, falling(86.2, 4.1))),
    good: run('tasks: [language_modeling]\n', 'step,train_loss', rows(24, falling(10.8, 4.1))),
    references: ['Training Pipeline Verification, “Metric Ranges by Task”'],
  },
  options: {
    schema: schemaOf({
      language: { type: 'object', required: ['low', 'high'], properties: { low: number, high: number } },
      low: number,
      high: number,
      firstSteps: { type: 'integer', minimum: 0 },
      hopeless: number,
      datasets: { type: 'object', additionalProperties: { type: 'integer', minimum: 2 } },
    }),
    defaults: figuresOf('initial-loss'),
  },
  messages: {
    above:
      '{{name}} starts at {{value}}, where {{expected}}. Check how the weights are initialised, and that the loss is a mean over tokens or samples and not a sum.',
    below:
      '{{name}} starts at {{value}}, where {{expected}}. If no trained weights are loaded{{smaller}}, the answer leaks into the input: check the mask and the shift of the labels.',
  },
  *subjects(target, { datasets }) {
    const kind = kindOf(target);
    if (kind === undefined) return;
    for (const series of curvesOf(target, 'loss', 'train')) {
      if (series.group !== undefined) continue;
      const choices = kind === 'language' ? sizeOf(target.run, 'vocabulary') : classesOf(target, datasets);
      yield { series, kind, ...(choices && { choices }), ...(pretrainedBy(target) && { pretrainedBy: pretrainedBy(target)! }) };
    }
  },
  title: ({ series }) => series.name,
  judge: judgeInitialLoss,
  report({ first, low, high, side }, { series, choices, kind }) {
    const guess =
      choices === undefined
        ? undefined
        : `a guess among ${choices} ${kind === 'language' ? 'tokens' : 'classes'} costs ln(${choices}) = ${figure(Math.log(choices))}`;
    const smaller =
      choices === undefined
        ? ` and the vocabulary has more than the ${figure(Math.round(Math.exp(first.value)))} tokens that this would fit`
        : '';
    return {
      message: side,
      at: first.place,
      data: {
        name: series.name,
        value: figure(first.value),
        moment: moment(first, series),
        expected: guess ?? `random weights of a language model give ${low} to ${high}`,
        smaller,
      },
      evidence: { series: series.name, value: first.value, low, high, choices },
      sparkline: drawn(series),
    };
  },
});

function kindOf(target: RunArtifact): InitialLoss['kind'] | undefined {
  const tasks = tasksOf(target);
  if (tasks.has('language-modelling')) return 'language';
  return tasks.has('image-classification') ? 'classes' : undefined;
}
