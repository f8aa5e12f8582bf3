import { defineRule, type LiveContainer, type Part, type Report } from '../../../src/api';
import { about, size } from '../words';

const script = '#!/bin/bash\ndocker run --user 1000:1000 --shm-size 8g --ipc host demo python train.py\n';
const asDeclared = 'image: demo, command: [python, train.py], state: running, shmBytes: 8589934592, ipc: host';

export default defineRule<'container', Record<string, never>, 'different'>({
  name: 'settings',
  scope: 'container',
  docs: {
    summary: 'The container has the user, the working folder, and the limits that its launch declares',
    why: 'With another user, files belong to somebody else; with less shared memory, DataLoader workers die with "Bus error".',
    bad: [
      {
        wrong: 'The container runs as root.',
        sample: { 'train.sh': script, 'live.yaml': `containers: [{ ${asDeclared} }]\n` },
      },
    ],
    good: { 'train.sh': script, 'live.yaml': `containers: [{ ${asDeclared}, user: "1000:1000" }]\n` },
    references: ['https://docs.docker.com/reference/cli/docker/container/run/'],
  },
  messages: {
    different:
      'The launch has `{{flag}} {{declared}}`, but the container {{name}} has {{actual}}. Start it again with this script.',
  },
  *check(target): Iterable<Report<'different'>> {
    const { launch, facts } = target;
    if (!launch || launch.spec.open.length > 0 || facts.isProbe) return;
    for (const { flag, value, actual } of differences(target)) {
      const data = { flag, declared: value.text, name: facts.name, actual };
      yield { ...about(target), message: 'different', data, at: value.span };
    }
  },
});

interface Difference {
  readonly flag: string;
  readonly value: Part;
  readonly actual: string;
}

function* differences({ launch, facts }: LiveContainer): Iterable<Difference> {
  if (!launch) return;
  const { user, workdir, ipc, shmSize, memory } = launch.spec;
  const texts = [
    { flag: '--user', value: user, actual: facts.user, otherwise: "the image's user" },
    { flag: '--workdir', value: workdir, actual: facts.workdir, otherwise: "the image's" },
    { flag: '--ipc', value: ipc, actual: facts.ipc, otherwise: 'private' },
  ];
  for (const { flag, value, actual, otherwise } of texts)
    if (value && isCertain(value) && value.text !== actual) yield { flag, value, actual: actual ?? otherwise };
  const sizes = [
    { flag: '--shm-size', size: shmSize, actual: facts.shmBytes },
    { flag: '--memory', size: memory, actual: facts.memoryBytes },
  ];
  for (const { flag, size: declared, actual } of sizes)
    if (declared?.bytes !== undefined && isCertain(declared.value) && declared.bytes !== actual)
      yield { flag, value: declared.value, actual: actual === undefined ? 'no limit' : size(actual) };
}

/** Known, whoever calls the script. */
const isCertain = ({ text, word }: Part): boolean =>
  text !== undefined && text !== '' && !word.when && !/[\uE000-\uF8FF]/.test(text);
