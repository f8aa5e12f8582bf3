import fc from 'fast-check';
import performancePlugin from '../../../plugins/performance';
import { launch, trainingLoop } from '../../../plugins/performance/samples';
import python from '../../../plugins/python';
import type { Sample } from '../../../src/api';
import { lintSample } from '../../../src/testing';
import { build, script } from './reported';

const program = `import os, argparse, cvlization.net
from transformers import AutoModel
p = argparse.ArgumentParser()
p.add_argument("--out", default=os.environ.get("OUT", "runs"), choices=["a", "b"], required=True)
args = p.parse_args()
model = AutoModel.from_pretrained("org/model", cache_dir=args.out)
batch = int(os.environ["BATCH_SIZE"])
${trainingLoop('DataLoader(train_set, batch_size=batch, shuffle=True, num_workers=2)')}
open(args.out + "/x.txt", "w")
`;

const files = {
  'example.yaml':
    'name: demo\nframeworks: [tensorflow]\ntasks: [object_detection]\ndatasets: [custom]\nresources: {vram_gb: 8}\n',
  'train.sh': script('torchrun --nproc_per_node 2 train.py --outs $OUT "$@"', '-e BATCH_SIZE=x'),
  'train.py': program,
  Dockerfile: 'FROM pytorch/pytorch:2.3.0\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt && pip install "$MORE"\n',
  'build.sh': build,
  'requirements.txt': 'torch==2.3.0\n-r more.txt\n',
  'README.md': '```bash\n./train.sh --epochs 3\nBATCH_SIZE=2 ./train.sh\n```\n',
};

const rules = [...(python.rules ?? []), ...(performancePlugin.rules ?? [])];

test('broken files of any kind break no rule', async () => {
  const names = Object.keys(files) as (keyof typeof files)[];
  const mutation = fc.record({
    file: fc.constantFrom(...names),
    at: fc.nat(2000),
    length: fc.nat(30),
    text: fc.string({ maxLength: 8, unit: 'grapheme' }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
      const sample: { [path: string]: string } = { ...files };
      for (const { file, at, length, text } of mutations) {
        const old = sample[file] ?? '';
        const from = at % (old.length + 1);
        sample[file] = old.slice(0, from) + text + old.slice(from + length);
      }
      for (const rule of rules) {
        const { findings } = await lintSample(rule, sample);
        expect(findings.filter(({ rule: id }) => id === 'internal/rule-crashed')).toEqual([]);
      }
    }),
    { numRuns: 25 },
  );
});

test('without launches, without metadata, without Python nothing is reported', async () => {
  const samples: Sample[] = [{ 'example.yaml': 'name: demo\n' }, { 'train.py': 'print(1)\n' }, { 'train.sh': launch() }];
  for (const sample of samples) {
    for (const rule of rules) expect((await lintSample(rule, sample)).findings).toEqual([]);
  }
});
