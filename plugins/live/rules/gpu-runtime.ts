import { defineRule, type LiveEngine, type Report } from '../../../src/api';
import { engine } from '../samples';

type Id = 'none' | 'failed' | 'toolkit' | 'rootless' | 'few';

export default defineRule<'engine', Record<string, never>, Id>({
  name: 'gpu-runtime',
  scope: 'engine',
  docs: {
    summary: 'The machine and its engine can give containers the GPUs that launches ask for',
    why: 'Without a driver, or without the NVIDIA Container Toolkit, a container that asks for GPUs does not start: `could not select device driver "" with capabilities: [[gpu]]`.',
    bad: [
      { wrong: 'The machine has no NVIDIA driver.', sample: engine('engine: { gpus: { kind: none } }\n') },
      {
        wrong: 'The engine knows no way to give a GPU to a container.',
        sample: engine('engine: { toolkit: false, info: { runtimes: [runc], cdiDevices: [] } }\n'),
      },
    ],
    good: engine('engine: {}\n'),
    references: [
      'Training Pipeline Verification, “Common issues”: GPU not available',
      'https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html',
    ],
  },
  messages: {
    none: 'This launch asks for GPUs, but this machine has no `nvidia-smi`. Install the NVIDIA driver, or run the example on a machine that has a GPU.',
    failed: 'This launch asks for GPUs, but `nvidia-smi` fails on this machine. {{reason}}',
    toolkit:
      "This launch asks for GPUs, but the engine can't give any to a container. Install the NVIDIA Container Toolkit, run `sudo nvidia-ctk runtime configure --runtime=docker`, and restart Docker.",
    rootless:
      "This launch asks for GPUs, but the rootless engine can't give any to a container. Install the NVIDIA Container Toolkit, run `nvidia-ctk runtime configure --runtime=docker --config=$HOME/.config/docker/daemon.json` and `sudo nvidia-ctk config --set nvidia-container-cli.no-cgroups --in-place`, and restart it with `systemctl --user restart docker`.",
    few: 'This launch asks for {{asked}} GPUs, but this machine has {{count}}.',
  },
  *check(target): Iterable<Report<Id>> {
    const [launch] = asking(target);
    const { gpus, toolkit, info, engine } = target.facts;
    if (!launch?.spec.gpus || gpus === undefined) return;
    const at = launch.spec.gpus.value.span;
    if (gpus.kind === 'none') yield { message: 'none', at };
    else if (gpus.kind === 'failed') yield { message: 'failed', data: { reason: gpus.reason }, at };
    else {
      const isKnown = info.runtimes?.some((name) => name.includes('nvidia')) || (info.cdiDevices ?? []).length > 0;
      if (engine === 'docker' && !isKnown && toolkit === false) yield { message: info.rootless ? 'rootless' : 'toolkit', at };
      for (const { spec } of asking(target)) {
        const asked = spec.gpus?.count;
        const count = gpus.gpus.length;
        if (typeof asked === 'number' && asked > count && spec.gpus)
          yield { message: 'few', data: { asked, count }, at: spec.gpus.value.span };
      }
    }
  },
});

const asking = ({ launches }: LiveEngine) => launches.filter(({ spec }) => spec.gpus !== null);
