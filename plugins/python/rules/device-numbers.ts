import { defineRule, type Program, type PythonFile, type Report, type Start, settingIn } from '../../../src/api';
import { surelyReaches, surelyRuns } from '../certain-calls';
import { countOf, type Gpus, visibleGpus } from '../gpus';
import { everywhere } from '../languages';
import { type Device, deviceIn, givenDevices, withDevices } from '../named-devices';
import { judgedProgram } from '../passed-words';
import { launch } from '../samples';

type Id = 'visible' | 'declared';

const metadata = 'name: demo\nresources: {gpu: 1}\n';

export default defineRule<'start', object, Id>({
  name: 'device-numbers',
  scope: 'start',
  languages: everywhere,
  docs: {
    summary: 'Code asks for no GPU that its container or metadata has not',
    why: 'GPUs are numbered from 0, also in a container that gets the second GPU of the machine. `cuda:1` with one GPU stops the program with `CUDA error: invalid device ordinal`.',
    bad: [
      {
        wrong: 'The metadata asks for one GPU.',
        sample: {
          'example.yaml': metadata,
          'train.sh': launch('python train.py'),
          'train.py': 'import torch\ndevice = torch.device("cuda:1")\n',
        },
      },
      {
        wrong: 'The container sees one GPU.',
        sample: {
          'train.sh': launch('python train.py', '-e CUDA_VISIBLE_DEVICES=3'),
          'train.py': 'import torch\ntorch.cuda.set_device(3)\n',
        },
      },
      {
        wrong: 'The program sees one GPU, and its default is another.',
        sample: {
          'train.sh': '#!/bin/bash\nCUDA_VISIBLE_DEVICES=2 python train.py\n',
          'train.py': `import argparse
import torch
parser = argparse.ArgumentParser()
parser.add_argument("--device", default="cuda:2")
net = torch.nn.Linear(2, 2).to(parser.parse_args().device)
`,
        },
      },
    ],
    good: [
      {
        'example.yaml': metadata,
        'train.sh': launch('python train.py'),
        'train.py': 'import torch\ndevice = torch.device("cuda:0")\n',
      },
      {
        'example.yaml': metadata,
        'train.sh': launch('python train.py'),
        'train.py': 'import torch\nif torch.cuda.device_count() > 1:\n    other = torch.device("cuda:1")\n',
      },
    ],
    references: ['https://docs.pytorch.org/docs/stable/notes/cuda.html'],
  },
  messages: {
    visible:
      'The code asks for GPU {{number}}, but the program sees {{gpus}} because of `{{source}}`, numbered from 0. Write `{{fixed}}`.',
    declared:
      'The code asks for GPU {{number}}, but the metadata asks for {{gpus}}, numbered from 0. Write `{{fixed}}`, or ask for more GPUs.',
  },
  fixes: {
    declared: { replace: '{{was}}', by: '{{fixed}}', unsafe: true },
    visible: { replace: '{{was}}', by: '{{fixed}}', unsafe: true },
  },
  *check(start) {
    const program = judgedProgram(start);
    const seen = program && visibleGpus(start);
    const declared = start.launch && start.example?.resources.gpus;
    if (seen && seen.count > 0) yield* beyond(program, seen, 'visible');
    else if (program && !seen && declared && !declared.open && declared.high > 0)
      yield* beyond(program, { count: declared.high, at: declared.at, source: declared.field }, 'declared');
  },
});

function* beyond(program: Program, gpus: Gpus, message: Id): Iterable<Report<Id>> {
  for (const file of withDevices(program)) {
    for (const { number, at, written } of devicesOf(file, program)) {
      if (number < gpus.count) continue;
      yield {
        message,
        data: {
          number,
          gpus: countOf(gpus.count),
          source: gpus.source,
          fixed: written,
          was: written === '0' ? `${number}` : `cuda:${number}`,
        },
        at,
        related: [{ message: 'The number of GPUs comes from here.', at: gpus.at }, startedAt(program.start)],
      };
    }
  }
}

const startedAt = ({ target }: Start) => ({ message: 'The program starts here.', at: target.part.span });

/** The GPUs that the code surely uses by number. */
function* devicesOf(file: PythonFile, program: Program): Iterable<Device> {
  for (const { call, argument, takesNumbers } of givenDevices(file)) {
    const setting = settingIn(argument, program.start);
    const device = setting && deviceIn(setting, takesNumbers);
    if (device && surelyRuns(call, file, program)) yield device;
  }
  for (const { node, frame } of file.index.choices) {
    if (node.nodeType !== 'IfExp' || !isAvailable.test(textOf(node.test, file))) continue;
    const value = file.resolve(node.body, frame);
    const device =
      value.kind === 'known' && !value.setters.length && deviceIn({ value: value.value, at: file.span(node.body) }, false);
    if (device && surelyReaches(frame, file.span(node).start, file, program)) yield device;
  }
}

const isAvailable = /^torch\.cuda\.is_available\(\)$/;

const textOf = (node: Parameters<PythonFile['span']>[0], file: PythonFile): string => {
  const { start, end } = file.span(node);
  return file.source.text.slice(start, end);
};
