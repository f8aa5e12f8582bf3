import { defineRule, type LiveContainer, type Remedies, type Report, remedyFor, remedyOptions } from '../../../src/api';
import { diagnose } from '../diagnosis';
import { container } from '../samples';
import { about, command } from '../words';

type Id = 'ungiven' | 'invisible' | 'logged';

export default defineRule<'container', Remedies, Id>({
  name: 'gpu',
  scope: 'container',
  docs: {
    summary: 'The container sees the GPUs that its launch asks for',
    why: 'A program that sees no GPU ends with "No CUDA GPUs are available", or trains on the CPU many times slower without a word.',
    bad: [
      { wrong: 'It was started by hand, without `--gpus`.', sample: container('state: running\ngpus: null') },
      {
        wrong: '`nvidia-smi` fails in it.',
        sample: container(
          'state: running\ninside: { missing: [], workdir: [], modules: [], gpus: { kind: failed, reason: "Failed to initialize NVML: Unknown Error." } }',
        ),
      },
    ],
    good: container('state: running'),
    references: ['Training Pipeline Verification, “Common issues”: GPU not available'],
  },
  options: remedyOptions,
  messages: {
    ungiven: 'The launch asks for GPUs, but the container {{name}} was started without any. Start it again with this script.',
    invisible: 'The container {{name}} sees no GPU. {{reason}} Check with `{{smi}}`, and start the container again.',
    logged: 'The container {{name}} ended because it found no GPU: "{{error}}". {{remedy}}',
  },
  *check(target, { options }): Iterable<Report<Id>> {
    const { facts, engine } = target;
    const data = { name: facts.name, smi: command(engine, 'exec', facts.name, 'nvidia-smi') };
    const diagnosis = diagnose(facts);
    const seen = facts.inside?.gpus;
    if (isUngiven(target))
      yield { ...about(target), message: 'ungiven', data, at: target.launch?.spec.gpus?.value.span ?? { file: '' } };
    else if (diagnosis?.kind === 'gpu') {
      const remedy = remedyFor(diagnosis.error, options)?.remedy ?? `Check with \`${data.smi}\`.`;
      yield { ...about(target), message: 'logged', data: { ...data, error: diagnosis.error.message, remedy } };
    } else if (seen?.kind === 'failed') yield { ...about(target), message: 'invisible', data: { ...data, reason: seen.reason } };
    else if (seen?.kind === 'none' || seen?.gpus.length === 0) {
      const reason = seen.kind === 'none' ? 'It has no `nvidia-smi`.' : '`nvidia-smi` lists none.';
      yield { ...about(target), message: 'invisible', data: { ...data, reason } };
    }
  },
});

/** Podman's service takes docker's `--gpus`, and shows nothing of it. */
const isUngiven = ({ launch, facts, engine }: LiveContainer): boolean =>
  engine.engine === 'docker' &&
  launch?.spec.gpus != null &&
  !launch.spec.gpus.value.word.when &&
  facts.gpus == null &&
  !facts.privileged &&
  facts.runtime !== 'nvidia';
