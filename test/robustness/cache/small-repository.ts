import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { git } from './git';

/** Another repository to edit: a folder whose small files are copied. */
const tree = process.env['CVL_CACHE_TREE'];

/** A small repository with something of each kind that results can rest on. */
const ownRepository: { readonly [path: string]: string } = {
  '.gitignore': '*.ckpt\noutputs/\n',
  'README.md': '# Examples\n\n```sh\ncd examples/one && ./train.sh\n```\n',
  Makefile: 'train:\n\tdocker run --rm --gpus all one-image python train.py\n',
  'docker-compose.yml': 'services:\n  web:\n    image: two-image\n    volumes: [data:/data]\nvolumes:\n  data:\n',
  'lib/common.sh': 'IMAGE_PREFIX=one\nmount_flags=(-v "$PWD":/workspace)\n',
  'lib/shared/__init__.py': '',
  'lib/shared/loop.py': 'import torch\n\ndef train(model):\n    model.backward()\n',
  'tools/run-all.sh': '#!/bin/bash\nset -e\nfor each in examples/*/; do "$each/train.sh"; done\n',
  'examples/one/example.yaml':
    'name: one\ncapability: perception/image_classification\nresources: {gpu: 1}\npresets:\n  build: {script: build.sh}\n  train: {script: train.sh}\n',
  'examples/one/Dockerfile': 'FROM pytorch/pytorch:latest\nWORKDIR /workspace\nCOPY . .\nRUN pip install torch\n',
  'examples/one/build.sh':
    '#!/bin/bash\nset -e\ncd "$(dirname "$0")"\nsource ../../lib/common.sh\ndocker build -t "${IMAGE_PREFIX}-image" .\n',
  'examples/one/train.sh':
    '#!/bin/bash\ncd "$(dirname "$0")"\nsource ../../lib/common.sh\ndocker run --rm "${mount_flags[@]}" -e WANDB_API_KEY one-image python train.py --epochs 3\n',
  'examples/one/train.py':
    'import os\nimport argparse\nfrom model import Net\nfrom shared.loop import train\n\nparser = argparse.ArgumentParser()\nparser.add_argument("--epochs")\nargs = parser.parse_args()\ntrain(Net())\nos.environ["DATA_DIR"]\ntorch.save(Net(), "/workspace/outputs/net.ckpt")\n',
  'examples/one/model.py': 'class Net:\n    pass\n',
  'examples/one/requirements.txt': 'torch==2.4.1\nnumpy\n',
  'examples/one/logs/train.log': 'epoch 1 loss 2.5\nepoch 2 loss 2.4\nepoch 3 loss nan\n',
  'examples/two/example.yaml':
    'name: two\ncapability: nlp/text\npresets:\n  train:\n    script: train.sh\n    command: python train.py\n',
  'examples/two/Dockerfile': 'FROM one-image\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n',
  'examples/two/build.sh': '#!/bin/bash\ndocker build -t two-image .\ndocker tag two-image registry/two:v1\n',
  'examples/two/train.sh':
    '#!/bin/bash\n# cvl-disable-next-line docker/rm -- kept for a look\ndocker run two-image python main.py\n',
  'examples/two/main.py': 'import torch\nimport helpers\n',
  'examples/two/helpers/__init__.py': 'VALUE = 1\n',
  'examples/two/requirements.txt': 'transformers\n',
};

export const smallRepository = tree === undefined ? ownRepository : textsIn(tree);

function textsIn(folder: string): { readonly [path: string]: string } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const paths = files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  const small = paths.filter((path) => !path.startsWith('.git/') && statSync(join(folder, path)).size < 1 << 16);
  return Object.fromEntries(small.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** Writes and commits it. */
export function createSmallRepository(root: string): void {
  for (const [path, text] of Object.entries(smallRepository)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
  }
  git(root, 'init', '-q');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'start');
}
