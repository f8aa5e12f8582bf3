import names from '../../../plugins/env/rules/names';
import type { Sample } from '../../../src/api';
import { report, script } from '../docker/report';
import { image, launch, words } from './sample';

test("a library's variable is found wherever it is set", async () => {
  expect(await words(names, image('PYTHONUNBUFERED=1'))).toEqual([['misspelled', 'PYTHONUNBUFERED']]);
  expect(await words(names, launch('--env CUDA_VISIBLE_DEVICE=0'))).toEqual([['misspelled', 'CUDA_VISIBLE_DEVICE']]);
  expect(await words(names, image('TF_CPP_MIN_VLOG_LEVEL=1'))).toEqual([]);
  expect(await words(names, launch('', 'import os\nos.environ["TOKENIZERS_PARALELISM"] = "false"\n'))).toHaveLength(1);
});

test('a name that the example reads is right', async () => {
  const python = 'import os\nprint(os.environ["WANDB_PROJECTS"])\n';
  expect(await words(names, launch('--env WANDB_PROJECTS=a,b', python))).toEqual([]);
});

test('a name that people take for another is wrong, unless the other is passed too', async () => {
  expect(await words(names, launch('-e HUGGINGFACE_TOKEN'))).toEqual([['misspelled', 'HUGGINGFACE_TOKEN']]);
  expect(await words(names, launch('-e HUGGINGFACE_TOKEN -e HF_TOKEN'))).toEqual([]);
  expect(await words(names, launch('-e HUGGINGFACE_TOKEN', 'import os\nos.environ.get("HUGGINGFACE_TOKEN")\n'))).toEqual([]);
});

test('other variables are not judged', async () => {
  expect(await words(names, launch('-e FOO_BAR=1 -e MODEL=x -e LRS=1 -e HF_X=1'))).toEqual([]);
});

test('a name that code elsewhere reads, in a repository without metadata', async () => {
  const sample: Sample = {
    'run.sh': script('docker run --env HUGGINGFACE_TOKEN="$HUGGINGFACE_TOKEN" demo'),
    '/tools/download.py': 'import os\ntoken = os.environ.get("HUGGINGFACE_TOKEN")\n',
  };
  const marked = { metadata: [], markers: [{ files: '**/run.sh', kind: 'library' as const }], kinds: [] };
  expect(await words(names, sample)).toEqual([['misspelled', 'HUGGINGFACE_TOKEN']]);
  expect(await report(names, sample, { examples: marked })).toEqual([]);
});
