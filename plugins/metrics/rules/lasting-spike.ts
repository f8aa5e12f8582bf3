import type { Series } from '../../../src/api';
import { isPassing, judgeSpikes, type SpikeEvidence, type SpikeFigures } from '../judge/spike';
import { failOnly } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { falling, rows, table } from '../samples';
import { spikeOptions, spikeReport, spikingLosses } from '../spikes';

export default defineJudgment<SpikeFigures, Series, SpikeEvidence, 'lasting'>({
  name: 'lasting-spike',
  docs: {
    summary: 'The training loss recovers from its spikes',
    why: "A run that doesn't recover from a jump of its loss has lost what it had learned, and trains on from there for nothing.",
    bad: [
      {
        wrong: 'The loss jumps to 48 at step 180, and stays there.',
        sample: table('step,train_loss', ...rows(40, (index) => (index >= 18 ? 50 - index / 10 : falling(2.3, 0.5)(index)))),
      },
    ],
    good: table('step,train_loss', ...rows(40, (index) => (index === 18 ? 48.2 : falling(2.3, 0.5)(index)))),
    references: ['Chowdhery et al. 2022, PaLM, section 5.1', 'Zhang et al. 2022, OPT, section 2.5'],
  },
  options: spikeOptions,
  messages: {
    lasting:
      "`{{name}}` jumps from {{before}} to {{value}} at {{moment}} and doesn't recover.{{more}} Resume from a checkpoint before it, skip that data, and clip gradients.",
  },
  subjects: spikingLosses,
  title: ({ name }) => name,
  judge: (series, figures) => failOnly(judgeSpikes(series, figures), (evidence) => !isPassing(evidence, figures.back)),
  report: (evidence, series) => ({ message: 'lasting', ...spikeReport(evidence, series) }),
});
