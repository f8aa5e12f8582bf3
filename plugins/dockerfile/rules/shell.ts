import { bashisms, type DockerfileArtifact, defineRule, hasDash, parseImage, type Report, runBashisms } from '../../../src/api';
import { scriptOf } from '../installs';

type Id = 'missing' | 'script';

export default defineRule<'dockerfile', { readonly bases: readonly string[] }, Id>({
  name: 'shell',
  scope: 'dockerfile',
  docs: {
    summary: 'RUN, ENTRYPOINT, and CMD need only what their shell has',
    why: '`RUN` runs in `/bin/sh`, which is dash on Debian and Ubuntu: `RUN source activate` stops the build with “source: not found”. Others pass and do something else, as `mkdir {a,b}` makes one folder called `{a,b}`. A script that `sh` is told to run is read by dash, whatever its first line says.',
    bad: [
      {
        wrong: 'dash has no `source`.',
        sample: 'FROM python:3.12\nRUN source /opt/venv/bin/activate && pip install torch==2.4.1\n',
      },
      { wrong: 'dash makes one folder.', sample: 'FROM ubuntu:22.04\nRUN mkdir -p /data/{train,val}\n' },
      {
        wrong: 'dash has no arrays.',
        sample: {
          Dockerfile: 'FROM python:3.12\nCOPY run.sh /run.sh\nENTRYPOINT ["sh", "/run.sh"]\n',
          'run.sh': '#!/bin/bash\nARGS=(--epochs 3)\npython train.py "${ARGS[@]}"\n',
        },
      },
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
    script: '{{file}} needs Bash: `sh` of this image has no {{feature}}{{effect}}. Write `"bash"` instead of `"{{shell}}"`.',
  },
  fixes: {
    script: { replace: 'sh', by: 'bash', unsafe: true },
    missing: { instruction: 'SHELL ["/bin/bash", "-c"]', unsafe: true },
  },
  *check(artifact, { options: { bases } }) {
    const { file, stages } = artifact.dockerfile;
    for (const stage of stages) {
      if (!isDash(stage, bases)) continue;
      const [need] = stage.runs.flatMap((run) => runBashisms(run, stage, file));
      if (need) yield { message: 'missing', data: { feature: need.feature }, at: need.span };
    }
    const started = startedScript(artifact, bases);
    if (started) yield started;
  },
});

type Stage = Parameters<typeof runBashisms>[1];

/** Whether the image at the bottom of a stage is one of those. */
function isDash({ from }: Stage, bases: readonly string[]): boolean {
  if (from.stage) return isDash(from.stage, bases);
  const image = parseImage(from.value ?? '');
  return typeof image !== 'string' && hasDash(image, bases);
}

/** A script that ENTRYPOINT or CMD gives to `sh`, although it needs Bash. */
function startedScript(artifact: DockerfileArtifact, bases: readonly string[]): Report<Id> | undefined {
  const stage = artifact.dockerfile.stages.at(-1);
  const [shell, script] = (stage?.entrypoints.at(-1) ?? stage?.commands.at(-1))?.words ?? [];
  if (!stage || !shell || !script || !/^(?:\/bin\/)?(?:da)?sh$/.test(shell.text) || script.text.startsWith('-')) return undefined;
  const text = isDash(stage, bases) ? scriptOf(script.text, artifact)?.shell : undefined;
  const needs = text && text.problems.length === 0 ? bashisms(text.tree, text.file.path) : [];
  const need = needs.find(({ effect }) => effect === undefined) ?? needs[0];
  if (!need) return undefined;
  const data = { file: script.text, feature: need.feature, effect: need.effect ? ` and ${need.effect}` : '', shell: shell.text };
  return { message: 'script', data, at: shell.span, related: [{ message: 'This needs Bash.', at: need.span }] };
}
