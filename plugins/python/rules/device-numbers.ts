import {
  type ContainerProgram,
  defineRule,
  numberValue,
  type PythonFile,
  type Report,
  type Span,
  stringValue,
} from '../../../src/api';
import { surelyRuns } from '../certain-calls';
import { countOf, type Gpus, visibleGpus } from '../gpus';
import { inPrograms, startOf } from '../reports';
import { launch } from '../samples';

type Id = 'visible' | 'declared';

const metadata = 'name: demo\nresources: {gpu: 1}\n';

export default defineRule<'example', object, Id>({
  name: 'device-numbers',
  scope: 'example',
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
      'The code asks for GPU {{number}}, but the container sees {{gpus}} because of `{{source}}`, numbered from 0. Write `{{fixed}}`.',
    declared:
      'The code asks for GPU {{number}}, but the metadata asks for {{gpus}}, numbered from 0. Write `{{fixed}}`, or ask for more GPUs.',
  },
  fixes: {
    declared: { replace: '{{was}}', by: '{{fixed}}', unsafe: true },
    visible: { replace: '{{was}}', by: '{{fixed}}', unsafe: true },
  },
  *check(example) {
    const { gpus: declared } = example.resources;
    yield* inPrograms<Id>(example.programs, function* (program) {
      const seen = visibleGpus(program.start);
      if (seen) yield* beyond(program, seen, 'visible');
      else if (declared && !declared.open && declared.high > 0)
        yield* beyond(program, { count: declared.high, at: declared.at, source: declared.field }, 'declared');
    });
  },
});

function* beyond(program: ContainerProgram, gpus: Gpus, message: Id): Iterable<Report<Id>> {
  for (const file of program.own) {
    if (!namesDevice.test(file.source.text)) continue;
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
        related: [{ message: 'The number of GPUs comes from here.', at: gpus.at }, startOf(program)],
      };
    }
  }
}

/** A GPU but the first by name, or a call that takes its number. */
const namesDevice = /cuda:[1-9]|(?:set_device|\.cuda)\(\s*[^\s)]/;

/** The GPUs that calls name by number, and how the first GPU is written there. */
function* devicesOf(file: PythonFile, program: ContainerProgram): Iterable<{ number: number; at: Span; written: string }> {
  for (const call of file.index.calls) {
    const { func, args } = call.node;
    const [first] = args;
    const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
    if (!first || !/^(?:device|to|cuda|set_device)$/.test(name)) continue;
    const value = file.resolve(first, call.frame);
    if (value.kind !== 'known' || value.setters.length > 0 || !surelyRuns(call, file, program)) continue;
    const text = stringValue(value);
    const number = text === undefined ? numberValue(value) : Number(/^cuda:(\d{1,3})$/.exec(text)?.[1] ?? -1);
    if (number === undefined || number < 0 || (text === undefined && !/^(?:cuda|set_device)$/.test(name))) continue;
    yield { number, at: file.span(first), written: text === undefined ? '0' : 'cuda:0' };
  }
}
