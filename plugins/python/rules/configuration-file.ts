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
  type Report,
  type Repository,
  type Span,
  settingOf,
} from '../../../src/api';
import { inPrograms, startOf } from '../reports';
import { launch } from '../samples';

type Id = 'missing' | 'misspelled' | 'base';

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
    base: "{{path}} doesn't exist, so this configuration can't be loaded. Add the file, or name one that exists.",
  },
  fixes: {
    misspelled: { replace: '{{path}}', by: '{{near}}', unsafe: true },
  },
  *check(example) {
    yield* inPrograms<Id>(example.programs, function* (each) {
      for (const { facts, source } of each.unconditional) {
        if (/\bos\.chdir\b|\bexists\(|\bis_file\(/.test(source.text)) continue;
        for (const call of facts.openmmlab.configs) yield* faultsOf(call, each, example);
      }
    });
  },
});

function* faultsOf(call: CallFact, each: ContainerProgram, example: Example): Iterable<Report<Id>> {
  const { start } = each;
  const setting = settingOf(call, 'filename', start);
  if (setting === undefined || setting === 'absent' || typeof setting.value !== 'string' || start.workdir === undefined) return;
  const { value } = setting;
  const { repository } = example;
  const located = start.container.locate(value);
  if (value.includes('::') || located.kind !== 'mounted' || isBehindLink(repository, folderOf(located.path))) return;
  if (repository.kind(located.path) === 'file') {
    for (const { at, path } of missingBases(located.path, repository)) yield { message: 'base', data: { path }, at };
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

/** A script, a Dockerfile, or other code of the example mentions the folder that isn't there, so it may make or fetch it. */
function isMade(path: string, written: string, { repository, folder }: Example): boolean {
  if (repository.kind(folderOf(path)) === 'folder') return mentions(nameOf(path), written, repository, folder);
  return mentions(written.split('/').find((part) => part !== '.' && part !== '') ?? written, written, repository, folder);
}

const mentions = (word: string, written: string, repository: Repository, folder: string): boolean =>
  repository
    .filesBelow(folder)
    .filter(({ path }) => /\.(sh|bash|py)$|Dockerfile|Makefile/.test(path))
    .some(({ path }) => repository.source(path)?.text.replaceAll(written, '').includes(word));

/** The files of `_base_` that are meant to be in the repository and aren't. */
function* missingBases(path: string, repository: Repository): Iterable<{ readonly at: Span; readonly path: string }> {
  const text = repository.source(path)?.text ?? '';
  const head = /^_base_ ?= ?/m.exec(text);
  if (!head) return;
  const offset = head.index + head[0].length;
  const closing = ({ '[': ']', '(': ')' } as const)[text[offset] ?? ''] ?? '\n';
  const end = text.indexOf(closing, offset);
  for (const { 1: base = '', index } of text.slice(offset, end < 0 ? undefined : end).matchAll(/["']([^"'\n]*)["']/g)) {
    const target = /^[\w.][\w./-]*\.(py|ya?ml|json)$/.test(base) ? posix.join(folderOf(path), base) : undefined;
    if (target === undefined || target.startsWith('../') || repository.kind(target) !== undefined || repository.isIgnored(target))
      continue;
    if (isBehindLink(repository, folderOf(target)) || mentions(nameOf(target), base, repository, folderOf(path))) continue;
    yield { at: { file: path, start: offset + index, end: offset + index + base.length + 2 }, path: base };
  }
}
