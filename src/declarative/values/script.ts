import type { Script } from '../../model/targets';
import { type Field, objectOf } from '../objects';
import { listOf } from '../unknown';
import { launchValue } from './launch';

export function scriptValue(script: Script): object {
  const { shell, path } = script;
  const { text } = shell.file;
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
          script.incomplete.length > 0 || shell.problems.length > 0,
        ),
    },
    {
      self: { file: path },
      part: (key) => (key === 'shebang' ? { file: path, start: 0, end: firstLine } : undefined),
    },
  );
}
