import { type CallFact, defineRule, pattern, type PythonFile, type Span, stringValue } from '../../../src/api';

type Call = Pick<CallFact, 'node' | 'frame'>;

export default defineRule({
  name: 'late-devices',
  scope: 'module',
  docs: {
    summary: 'CUDA_VISIBLE_DEVICES is set before CUDA is used',
    why: 'CUDA reads the variable once, when it is first used, even by `torch.cuda.is_available()`. Later changes have no effect, so the program runs on GPU 0 beside somebody else.',
    bad: [
      {
        wrong: 'CUDA has read the variable by then.',
        sample: {
          'train.py': 'import os\nimport torch\nprint(torch.cuda.is_available())\nos.environ["CUDA_VISIBLE_DEVICES"] = "2"\n',
        },
      },
      {
        wrong: 'The model is on a GPU by then.',
        sample: {
          'train.py':
            'import os\nimport torch\n\ndef main():\n    net = torch.nn.Linear(2, 2).to("cuda")\n    os.environ["CUDA_VISIBLE_DEVICES"] = "2"\n',
        },
      },
    ],
    good: [
      {
        'train.py': 'import os\nos.environ["CUDA_VISIBLE_DEVICES"] = "2"\nimport torch\nprint(torch.cuda.is_available())\n',
      },
      {
        'test.py': `import os
import torch

def test():
    before = os.environ.get("CUDA_VISIBLE_DEVICES")
    torch.cuda.set_device(0)
    os.environ["CUDA_VISIBLE_DEVICES"] = before
`,
      },
    ],
    references: ['https://docs.nvidia.com/cuda/cuda-c-programming-guide/index.html#cuda-environment-variables'],
  },
  messages: {
    late: 'CUDA is in use by now, so this has no effect. Set it before the first use, at the top of the program or in the shell that starts it.',
  },
  *check({ python }) {
    if (!python.source.text.includes('CUDA_VISIBLE_DEVICES')) return;
    for (const { name, span } of python.facts.environment.writes) {
      if (name !== 'CUDA_VISIBLE_DEVICES' || isWithoutCuda(span, python) || isForChildren(span, python)) continue;
      const use = python.index.calls.find((call) => usesCuda(call, python) && comesBefore(call, span, python));
      if (use) yield { message: 'late', at: span, related: [{ message: 'This uses CUDA.', at: python.span(use.node) }] };
    }
  },
});

/** A call in the same function, or in the module itself, that runs whenever the later place does. */
function comesBefore({ node, frame }: Call, at: Span, file: PythonFile): boolean {
  const { end } = file.span(node);
  return end < at.start && (frame.kind === 'module' || (frame.kind === 'function' && at.start < file.span(frame.node).end));
}

/** A place that is reached only where CUDA isn't available, so that nothing uses it. */
function isWithoutCuda(at: Span, file: PythonFile): boolean {
  const sites = [...file.index.subscripts, ...file.index.calls];
  const site = sites.find(({ node }) => {
    const { start, end } = file.span(node);
    return start <= at.start && end >= at.start && end - start < 200;
  });
  for (let frame = site?.frame; frame; frame = frame.parent) {
    if (frame.node.nodeType !== 'If') continue;
    const { start, end } = file.span(frame.node.test);
    const asked = /^(not\s+)?torch\.cuda\.is_available\(\)$/.exec(file.source.text.slice(start, end));
    if (asked && (frame.kind === 'if') === (asked[1] !== undefined)) return true;
  }
  return false;
}

/** It's given back its own value, or shown to the processes that are started later. */
const isForChildren = ({ end }: Span, { source: { text } }: PythonFile): boolean => {
  const value = /^["'\])\s]*=[ \t]*([A-Za-z_]\w*)[ \t]*(?:\r?\n|$)/.exec(text.slice(end, end + 120))?.[1];
  return value !== undefined && pattern`\b${value}\s*=\s*os\.(?:environ|getenv)\b[^\n]{0,10}CUDA_VISIBLE_DEVICES`.test(text);
};

/** Calls that make CUDA read its variables. */
function usesCuda({ node, frame }: Call, file: PythonFile): boolean {
  const { func, args } = node;
  if (func.nodeType !== 'Attribute') return false;
  const { start, end } = file.span(func);
  const written = file.source.text.slice(start, end);
  if (
    /^torch\.cuda\.(?:is_available|init|set_device|current_device|get_device_\w+|empty_cache|synchronize|mem_get_info)$/.test(
      written,
    )
  )
    return true;
  if (func.attr === 'cuda') return args.length === 0 && written !== 'torch.cuda';
  return func.attr === 'to' && args[0] !== undefined && (stringValue(file.resolve(args[0], frame)) ?? '').startsWith('cuda');
}
