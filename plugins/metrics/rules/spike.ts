import type { Series } from '../../../src/api';
import { isPassing, judgeSpikes, type SpikeEvidence, type SpikeFigures } from '../judge/spike';
import { failOnly } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { falling, rows, table } from '../samples';
import { spikeOptions, spikeReport, spikingLosses } from '../spikes';

export default defineJudgment<SpikeFigures, Series, SpikeEvidence, 'passing'>({
  name: 'spike',
  docs: {
    summary: 'The training loss has no spikes',
    why: "A value many times above its neighbors comes from a broken batch or from a step that was too large. Most runs recover; one that doesn't has lost what it had learned.",
    bad: [
      {
        wrong: 'The loss jumps to 48 at step 180, and is back at the next value.',
        sample: table('step,train_loss', ...rows(24, (index) => (index === 18 ? 48.2 : falling(2.3, 0.5)(index)))),
      },
    ],
    good: table('step,train_loss', ...rows(24, falling(2.3, 0.5))),
    references: ['Chowdhery et al. 2022, PaLM, section 5.1', 'Zhang et al. 2022, OPT, section 2.5'],
  },
  options: spikeOptions,
  messages: {
    passing:
      '`{{name}}` jumps from {{before}} to {{value}} at {{moment}} and recovers after {{back}}.{{more}} Look at the data of that step, and clip gradients if it happens again.',
  },
  subjects: spikingLosses,
  title: ({ name }) => name,
  judge: (series, figures) => failOnly(judgeSpikes(series, figures), (evidence) => isPassing(evidence, figures.back)),
  report: (evidence, series) => ({ message: 'passing', ...spikeReport(evidence, series) }),
});
