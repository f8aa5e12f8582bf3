import type { Series } from '../../../src/api';
import { trainingLosses } from '../curves';
import { figuresOf, schemaOf } from '../figures';
import { judgeSpikes, type SpikeEvidence, type SpikeFigures } from '../judge/spike';
import { defineJudgement } from '../judged';
import { falling, rows, table } from '../samples';
import { isTrendFree } from '../tasks';
import { count, drawn, figure, moment } from '../words';

const number = { type: 'number', minimum: 1 };

export default defineJudgement<SpikeFigures, Series, SpikeEvidence, 'passing' | 'lasting'>({
  name: 'spike',
  docs: {
    summary: 'The training loss has no spikes',
    why: 'A value many times above its neighbours comes from a broken batch or from a step that was too large. Most runs recover; one that does not has lost what it had learnt.',
    bad: table('step,train_loss', ...rows(24, (index) => (index === 18 ? 48.2 : falling(2.3, 0.5)(index)))),
    good: table('step,train_loss', ...rows(24, falling(2.3, 0.5))),
    references: ['Chowdhery et al. 2022, PaLM, section 5.1', 'Zhang et al. 2022, OPT, section 2.5'],
  },
  options: { schema: schemaOf({ spreads: number, times: number, back: number }), defaults: figuresOf('spike') },
  messages: {
    passing:
      '{{name}} jumps from {{before}} to {{value}} at {{moment}} and is back after {{back}}{{more}}. Look at the data of that step; clip gradients if it comes again.',
    lasting:
      '{{name}} jumps from {{before}} to {{value}} at {{moment}} and does not come back{{more}}. Go back to a checkpoint before it, skip that data, and clip gradients.',
  },
  subjects: (target) => (isTrendFree(target) ? [] : trainingLosses(target)),
  title: ({ name }) => name,
  judge: judgeSpikes,
  report({ highest, jumps }, series, { back }) {
    const { point, baseline, backAfter } = highest;
    const lasts = backAfter === undefined || backAfter > back;
    return {
      message: lasts ? 'lasting' : 'passing',
      at: point.place,
      data: {
        name: series.name,
        before: figure(baseline),
        value: figure(point.value),
        moment: moment(point, series),
        back: count(backAfter ?? 0, 'value'),
        more: jumps.length > 1 ? `, one of ${jumps.length} such jumps` : '',
      },
      evidence: { series: series.name, value: point.value, baseline, backAfter, jumps: jumps.length },
      sparkline: drawn(series),
    };
  },
});
