import { defineRule, type FlagUse, type Launch, query, type Script } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { shellCommands } from '../languages';
import { presenceOf } from '../presence';

export default defineRule<'launch', object, 'left' | 'named'>({
  name: 'leftover-container',
  scope: 'launch',
  languages: shellCommands,
  docs: {
    summary: 'A container is removed when it ends',
    why: 'Without `--rm`, every run leaves a container with all that it wrote outside the mounts, until the disk is full. A container with a name also stops the next run, because the name is taken. Containers in the background, and those that a script reads, commits, or removes later, may stay.',
    bad: [
      { wrong: 'Each run leaves a container.', sample: '#!/bin/bash\ndocker run --gpus all demo python train.py\n' },
      { wrong: 'The name is taken in the second run.', sample: '#!/bin/bash\ndocker run --name trainer demo python train.py\n' },
    ],
    good: [
      '#!/bin/bash\ndocker run --rm --gpus all demo python train.py\n',
      '#!/bin/bash\ndocker run -d --name server demo python serve.py\n',
      '#!/bin/bash\ndocker run --name trainer demo python train.py\ndocker cp trainer:/out out\ndocker rm trainer\n',
    ],
    references: [
      'Training Pipeline Verification, “Docker Mount Structure”',
      'https://docs.docker.com/reference/cli/docker/container/run/#rm',
    ],
  },
  messages: {
    left: 'The container stays on the disk after it ends{{when}}. Add `--rm`.',
    named: 'The container keeps the name `{{name}}` after it ends{{when}}, so the next run fails. Add `--rm`.',
  },
  fixes: {
    left: { replace: '{{run}}', by: ' run --rm ', unsafe: true },
    named: { replace: '{{run}}', by: ' run --rm ', unsafe: true },
  },
  *check(launch) {
    yield* onEveryPath(launch, function* (path, when) {
      const { spec, command } = path;
      if (!path.example || !path.isMain || mayStay(path)) return;
      const presence = presenceOf(spec.flags.filter(isRemoval), command.when);
      if (presence.is !== 'absent') return;
      const name = spec.name?.text;
      // A later `--rm=false` would win over one that is added.
      const run = spec.flags.some((flag) => flag.name === 'rm') ? undefined : ' run ';
      const data = { name, when: when(presence.when), run };
      // A name from the caller or the clock may be another one each time.
      const isFixed =
        name !== undefined && spec.name?.word.segments.every((segment) => segment.text !== null && !segment.defaultOf);
      yield { message: isFixed ? 'named' : 'left', data, at: path.span };
    });
  },
});

const isRemoval = ({ name, enabled }: FlagUse): boolean => name === 'rm' && enabled !== false;

/** It runs in the background, is restarted, or something needs it after its end; or a word that isn't known may be `--rm`. */
function mayStay({ spec, script, command }: Launch): boolean {
  if (spec.verb !== 'run' || spec.help || spec.ambiguous || spec.open.length > 0 || spec.restart) return true;
  if (spec.detach !== false || spec.flags.some(({ name }) => name === 'cidfile' || name === 'replace')) return true;
  const places = laterPlaces(script);
  return places === 'unknown' || places.length > 1 || (places[0] !== undefined && places[0] !== command.span.start);
}

/** Where a script does something with a container after its end; unknown where only its text says so. */
const laterPlaces = query('docker.laterPlaces', ({ commands, shell }: Script): readonly number[] | 'unknown' => {
  if (later.test(shell.file.text)) return 'unknown';
  return [...new Set(commands.filter(({ verb }) => laterVerbs.has(verb)).map(({ span }) => span.start))];
});

const laterVerbs = new Set([
  'rm',
  'cp',
  'commit',
  'logs',
  'export',
  'start',
  'wait',
  'inspect',
  'diff',
  'stop',
  'kill',
  'restart',
]);

const later =
  /\b(?:docker|podman|nerdctl)\s+(?:container\s+)?(?:rm|cp|commit|logs|export|start|wait|diff|stop|kill|restart|prune|exec|attach)\b/;
