import { defineRule, type Report, type Span } from '../../../src/api';

export default defineRule({
  name: 'privilege',
  scope: 'launch',
  docs: {
    summary: 'Containers get no more of the machine than they need',
    why: '`--privileged`, the engine’s socket and the host’s network or processes let code from a model hub, or a dependency of a dependency, take over the machine. Training needs none of them.',
    bad: [
      '#!/bin/bash\ndocker run --rm --privileged demo python train.py\n',
      '#!/bin/bash\ndocker run --rm -v /var/run/docker.sock:/var/run/docker.sock demo\n',
      '#!/bin/bash\ndocker run --rm --network host demo python serve.py\n',
    ],
    good: '#!/bin/bash\ndocker run --rm --gpus all --ipc host -p 8000:8000 demo python serve.py\n',
    references: ['https://docs.docker.com/engine/security/'],
  },
  messages: {
    privileged:
      '`--privileged` gives the container the whole machine; give the device or capability that it needs, by `--device` or `--cap-add`',
    capability: '`{{capability}}` is close to the whole machine; give a narrower capability, or say in a comment what needs it',
    socket: 'who can write to the engine’s socket owns the machine; leave the mount out, or say in a comment what needs it',
    network:
      '`--network host` opens all ports of the machine to the container and the other way round; publish the ones that it serves by `-p` (only training on several machines needs more)',
    pid: '`--pid host` shows and lets stop all processes of the machine; leave it out',
  },
  *check({ spec }): Iterable<Report<'privileged' | 'capability' | 'socket' | 'network' | 'pid'>> {
    const flag = (name: string): Span | undefined => spec.flags.find((use) => use.name === name)?.span;
    const privileged = spec.privileged ? flag('privileged') : undefined;
    if (privileged) yield { message: 'privileged', at: privileged };
    for (const { text, span } of spec.capabilities.add)
      if (text !== undefined && /^(CAP_)?(ALL|SYS_ADMIN)$/i.test(text))
        yield { message: 'capability', data: { capability: text }, at: span };
    for (const { source, flag: use } of spec.mounts)
      if (source?.text !== undefined && /\/(docker|containerd|podman)\.sock$/.test(source.text))
        yield { message: 'socket', at: use.span };
    if (spec.network?.text === 'host') yield { message: 'network', at: spec.network.span };
    if (spec.pid?.text === 'host') yield { message: 'pid', at: spec.pid.span };
  },
});
