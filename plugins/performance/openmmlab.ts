import { type PythonFile, type Span, settingOf } from '../../src/api';
import type { Training } from './trainings';

/** The configurations of OpenMMLab that a program loads, as far as they are in the repository. */
function configurationsOf({ files, start }: Training): PythonFile[] {
  const { repository } = start.launch;
  return files.flatMap(({ facts }) =>
    facts.openmmlab.configs.flatMap((call) => {
      const setting = settingOf(call, 'filename', start);
      if (setting === undefined || setting === 'absent' || typeof setting.value !== 'string') return [];
      const located = start.workdir === undefined ? undefined : start.container.locate(setting.value);
      const found = located?.kind === 'mounted' ? repository.python(located.path)?.python : undefined;
      return found ? [found] : [];
    }),
  );
}

/** The dictionaries that configure training data: MMEngine's `train_dataloader`, and `data` of versions before it. */
const workers: { readonly [name: string]: string } = { train_dataloader: 'num_workers', data: 'workers_per_gpu' };

/** Where a configuration loads training data without workers. */
export const withoutWorkers = (training: Training): Span[] =>
  configurationsOf(training).flatMap((file) =>
    [...file.index.scopes.values()].flatMap(({ bindings }) =>
      Object.entries(workers).flatMap(([name, setting]) => {
        const value = bindings.get(name)?.at(-1)?.value;
        if (value?.nodeType !== 'Call' || value.func.nodeType !== 'Name' || value.func.id !== 'dict') return [];
        const given = value.keywords.find(({ arg }) => arg === setting);
        return given?.value.nodeType === 'Constant' && given.value.value === 0 ? [file.span(given)] : [];
      }),
    ),
  );
