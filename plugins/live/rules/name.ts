import { defineRule, type Report, sameImage } from '../../../src/api';
import { about, command } from '../words';

export default defineRule<'container', Record<string, never>, 'left' | 'other'>({
  name: 'name',
  scope: 'container',
  docs: {
    summary: 'No other container has the name that a launch gives',
    why: 'The engine refuses a second container of the same name, also if the first has ended: "The container name is already in use", exit code 125.',
    bad: [
      {
        wrong: 'The container of the last run is still there.',
        sample: {
          'train.sh': '#!/bin/bash\ndocker run --name trainer demo python train.py\n',
          'live.yaml': 'containers: [{ name: trainer, image: demo, command: [python, train.py] }]\n',
        },
      },
    ],
    good: {
      'train.sh': '#!/bin/bash\ndocker run --name trainer demo python train.py\n',
      'live.yaml': 'containers: [{ name: trainer, image: demo, command: [python, train.py], state: running }]\n',
    },
    references: ['https://docs.docker.com/reference/cli/docker/container/run/#name'],
  },
  messages: {
    left: 'A container named {{name}} is still there ({{state}}), so this launch fails. Remove it with `{{remove}}`, and add `--rm` to the launch.',
    other:
      'A running container of the image {{image}} has the name {{name}}, so this launch fails. Stop it, or choose another name.',
  },
  *check(target): Iterable<Report<'left' | 'other'>> {
    const { launch, facts, engine } = target;
    const name = launch?.spec.name;
    if (!launch || !name || name.text !== facts.name || name.word.when || facts.isProbe) return;
    const { image } = facts;
    const own = launch.spec.image?.text;
    const isOwn = image === undefined || own === undefined || sameImage(image.replace(/^localhost\//, ''), own);
    if (facts.isRunning && isOwn) return;
    yield {
      ...about(target),
      message: facts.isRunning ? 'other' : 'left',
      data: { name: facts.name, state: facts.state, image, remove: command(engine, 'rm', facts.name) },
      at: name.span,
    };
  },
});
