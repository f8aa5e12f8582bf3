import type { Script } from '../../model/targets';
import { type Field, objectOf } from '../objects';
import { listOf } from '../unknown';
import { launchValue } from './launch';
import { startValue } from './start';

export function scriptValue(script: Script): object {
  const { shell, path } = script;
  const { text } = shell.file;
  const isOpen = (): boolean => script.incomplete.length > 0 || shell.problems.length > 0;
  const firstLine = text.search(/[\r\n]|$/);
  return objectOf(
    'Script',
    {
      text: () => text,
      shebang: () => shell.shebang,
      executable: () => script.repository.entry(path)?.executable ?? false,
      launches: (): Field =>
        listOf(
          script.launches.map((launch) => launchValue(launch)),
          isOpen(),
        ),
      starts: (): Field =>
        listOf(
          script.starts.map((start) => startValue(start)),
          isOpen(),
        ),
    },
    {
      self: { file: path },
      part: (key) => (key === 'shebang' ? { file: path, start: 0, end: firstLine } : undefined),
    },
  );
}
