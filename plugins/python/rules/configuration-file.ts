import { posix } from 'node:path';
import {
  type CallFact,
  type ContainerProgram,
  closest,
  defineRule,
  type Example,
  folderOf,
  isBehindLink,
  joinPath,
  nameOf,
  type OpenMmlabConfiguration,
  openMmlabConfigurations,
  openMmlabFile,
  type Report,
  type Start,
} from '../../../src/api';
import { isExplained, isMade, missingBases } from '../configuration-files';
import { inPrograms, startOf } from '../reports';
import { launch } from '../samples';

type Id = 'missing' | 'misspelled' | 'base' | 'weights';

const program = (path: string) => ({
  'train.sh': launch('python train.py'),
  'train.py': `from mmengine.config import Config
from mmengine.runner import Runner

Runner.from_cfg(Config.fromfile("${path}")).train()
`,
});

export default defineRule<'example', object, Id>({
  name: 'configuration-file',
  scope: 'example',
  docs: {
    summary: 'Configurations that OpenMMLab code loads, and those that they build on, exist',
    why: 'MMEngine reads all settings from a configuration file, and from the files in its `_base_`. Without one of them, the program stops at once.',
    bad: [
      { wrong: 'The program loads a file that is not there.', sample: program('configs/boats.py') },
      {
        wrong: 'The name of the file is misspelled.',
        sample: { ...program('configs/boats.py'), 'configs/boat.py': 'model = dict(type="RetinaNet")\n' },
      },
      {
        wrong: 'The configuration builds on a file that is not there.',
        sample: { ...program('configs/boats.py'), 'configs/boats.py': '_base_ = ["./schedule.py"]\n' },
      },
      {
        wrong: 'The weights that it starts from are not there.',
        sample: { ...program('configs/boats.py'), 'configs/boats.py': 'load_from = "weights/boats.pth"\n' },
      },
    ],
    good: {
      ...program('configs/boats.py'),
      'configs/boats.py': '_base_ = ["./schedule.py", "mmdet::_base_/default_runtime.py"]\n',
      'configs/schedule.py': 'train_cfg = dict(type="EpochBasedTrainLoop", max_epochs=12)\n',
    },
    references: [
      'Training Pipeline Verification, “MMDetection / MMSegmentation”: config-based system',
      'https://mmengine.readthedocs.io/en/latest/advanced_tutorials/config.html',
    ],
  },
  messages: {
    missing:
      "{{path}} isn't in {{folder}}, so the program stops when it loads its configuration. Add the file, or name one that exists.",
    misspelled: "{{path}} isn't in {{folder}}, so the program stops when it loads its configuration. Did you mean `{{near}}`?",
    weights:
      "{{path}} isn't in {{folder}}, so the program stops when it loads its weights. Download it in a script, or name weights that exist.",
    base: "{{path}} doesn't exist, so this configuration can't be loaded. Add the file, or name one that exists.",
  },
  fixes: {
    misspelled: { replace: '{{path}}', by: '{{near}}', unsafe: true },
  },
  *check(example) {
    yield* inPrograms<Id>(example.programs, function* (each) {
      for (const file of each.unconditional) {
        const { facts, source } = file;
        if (/\bos\.chdir\b|\bexists\(|\bis_file\(/.test(source.text)) continue;
        for (const call of facts.openmmlab.configs) yield* faultsOf(call, each, example);
        for (const configuration of openMmlabConfigurations([file], each.start))
          yield* weightsOf(configuration, each.start, example);
      }
    });
  },
});

function* faultsOf(call: CallFact, each: ContainerProgram, example: Example): Iterable<Report<Id>> {
  const { start } = each;
  const named = openMmlabFile(call, start);
  if (!named) return;
  const { setting, path } = named;
  const value = String(setting.value);
  const { repository } = example;
  const located = start.container.locate(path);
  if (value.includes('::') || located.kind !== 'mounted' || isBehindLink(repository, folderOf(located.path))) return;
  if (repository.kind(located.path) === 'file') {
    for (const { at, path } of missingBases(located.path, repository, new Set())) yield { message: 'base', data: { path }, at };
    return;
  }
  if (repository.isIgnored(located.path) || isMade(located.path, value, example)) return;
  const folder = folderOf(located.path);
  const names = repository.list(folder).flatMap((item) => (item.kind === 'file' ? [item.name] : []));
  const near = closest(nameOf(located.path), names);
  yield {
    message: near === undefined ? 'missing' : 'misspelled',
    data: { path: value, folder: example.folder || 'the repository', ...(near && { near: joinPath(folderOf(value), near) }) },
    at: setting.at,
    related: [startOf(each)],
  };
}

/** Weights that `load_from` names, if they're meant to be in the repository and aren't. */
function* weightsOf({ setting }: OpenMmlabConfiguration, start: Start, example: Example): Iterable<Report<Id>> {
  const named = setting('load_from');
  if (named === undefined || named === 'absent' || typeof named.value !== 'string' || start.workdir === undefined) return;
  const { value, at } = named;
  if (!/^[\w./-]+\.(?:pth|pt|ckpt|safetensors)$/.test(value)) return;
  const { repository, folder } = example;
  const located = start.world.locate(posix.join(start.workdir, value));
  if (located.kind !== 'mounted' || repository.kind(located.path) !== undefined) return;
  if (isBehindLink(repository, folderOf(located.path)) || repository.isIgnored(located.path)) return;
  if (isMade(located.path, value, example) || isExplained(nameOf(value), example)) return;
  yield { message: 'weights', data: { path: value, folder: folder || 'the repository' }, at };
}
