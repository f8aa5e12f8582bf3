import { defineRule, hasDash, parseImage, runBashisms } from '../../../src/api';

export default defineRule({
  name: 'shell',
  scope: 'dockerfile',
  docs: {
    summary: 'RUN needs only what its shell has',
    why: '`RUN` runs in `/bin/sh`, which is dash on Debian and Ubuntu: `RUN source activate` stops the build with “source: not found”. Others pass and do something else, as `mkdir {a,b}` makes one folder called `{a,b}`.',
    bad: [
      {
        wrong: 'dash has no `source`.',
        sample: 'FROM python:3.12\nRUN source /opt/venv/bin/activate && pip install torch==2.4.1\n',
      },
      { wrong: 'dash makes one folder.', sample: 'FROM ubuntu:22.04\nRUN mkdir -p /data/{train,val}\n' },
    ],
    good: [
      'FROM python:3.12\nSHELL ["/bin/bash", "-c"]\nRUN source /opt/venv/bin/activate && pip install torch==2.4.1\n',
      'FROM python:3.12\nRUN bash -c "source /opt/venv/bin/activate && pip install torch==2.4.1"\n',
      'FROM alpine:3.20\nRUN source /etc/profile\n',
    ],
    references: ['https://wiki.ubuntu.com/DashAsBinSh'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        bases: { type: 'array', items: { type: 'string' }, description: 'Public images whose `/bin/sh` is dash, without tag.' },
      },
    },
    tables: { bases: 'images.dash' },
  },
  messages: {
    missing: '`/bin/sh` of this image has no {{feature}}. Write `SHELL ["/bin/bash", "-c"]` before this RUN.',
  },
  fixes: {
    missing: { instruction: 'SHELL ["/bin/bash", "-c"]', unsafe: true },
  },
  *check({ dockerfile: { file, stages } }, { options: { bases } }: { options: { bases: readonly string[] } }) {
    for (const stage of stages) {
      if (!isDash(stage, bases)) continue;
      const [need] = stage.runs.flatMap((run) => runBashisms(run, stage, file));
      if (need) yield { message: 'missing', data: { feature: need.feature }, at: need.span };
    }
  },
});

type Stage = Parameters<typeof runBashisms>[1];

/** Whether the image at the bottom of a stage is one of those. */
function isDash({ from }: Stage, bases: readonly string[]): boolean {
  if (from.stage) return isDash(from.stage, bases);
  const image = parseImage(from.value ?? '');
  return typeof image !== 'string' && hasDash(image, bases);
}
