import { flatKey, readYaml } from '../formats/yaml-entries';
import type { Reader, RunSink } from '../reader';

function plan(key: string, value: unknown, sink: RunSink): void {
  if (typeof value !== 'number') return;
  if (key === 'epochs' || key === 'max_epochs' || key === 'num_epochs' || key === 'num_train_epochs')
    sink.planned({ epochs: value });
  if (key === 'max_steps') sink.planned({ steps: value });
}

/** Hyperparameters beside a run: Lightning's `hparams.yaml`, Ultralytics' `args.yaml`, YOLOv5's and timm's. */
export const hyperParameters: Reader = {
  name: 'hyper-parameters',
  about: 'hparams.yaml, args.yaml, opt.yaml, hyp.yaml beside a run, dvclive/params.yaml',
  detect({ path, name }) {
    if (/^(?:hparams|args|opt|hyp)\.ya?ml$/.test(name)) return 0.9;
    return /(?:^|\/)dvclive\/params\.yaml$/.test(path) ? 0.9 : 0;
  },
  async read(file, sink) {
    if (/(?:^|\/)version_\d+\/hparams\.yaml$/.test(file.path)) sink.framework('pytorch-lightning');
    const isArguments = file.path.endsWith('args.yaml');
    const found = new Map<string, unknown>();
    await readYaml(file, sink, (keys, value, at) => {
      const key = flatKey(keys);
      found.set(key, value);
      sink.config(key, value, at);
      plan(key, value, sink);
    });
    const task = found.get('task');
    if (isArguments && typeof task === 'string' && found.has('imgsz')) {
      sink.framework('ultralytics');
      sink.task(task);
    }
  },
};
