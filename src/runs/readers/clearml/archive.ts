import { openArchive } from '../../formats/zip';
import type { Reader } from '../../reader';
import { readConsole } from './console';
import { readScalars } from './metrics';

/** What ClearML's offline mode leaves when the program ends: `offline-ID.zip` with `metrics.jsonl`, `log.jsonl`, and `task.json`. */
export const clearmlArchive: Reader = {
  name: 'clearml/archive',
  about: 'ClearML offline session: offline-ID.zip',
  names: /^offline-[0-9a-f]{32}\.zip$/,
  detect: ({ name, head }) => (/^offline-[0-9a-f]{32}\.zip$/.test(name) && head[0] === 0x50 && head[1] === 0x4b ? 0.97 : 0),
  async read(file, sink) {
    const archive = await openArchive(file, (message) => sink.problem(message));
    const metrics = archive?.member('metrics.jsonl');
    const console = archive?.member('log.jsonl');
    if (metrics !== undefined) await readScalars(metrics, sink, true);
    if (console !== undefined)
      await readConsole(console, metrics === undefined ? sink : { ...sink, series: () => ({ add() {} }) });
  },
};
