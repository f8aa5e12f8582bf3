import { readTable } from '../formats/csv-table';
import type { Reader } from '../reader';

/** Columns of the episode's reward, its length in steps, and seconds since the start. */
const NAMES: Readonly<Record<string, string>> = { r: 'episode reward', l: 'episode length' };

/** `monitor.csv` of the Monitor wrapper in Stable-Baselines and OpenAI Baselines: an episode a row, below a comment in JSON. */
export const monitorCsv: Reader = {
  name: 'stable-baselines/monitor',
  about: 'Stable-Baselines and OpenAI Baselines: monitor.csv, an episode a row',
  detect({ name, text }) {
    return /(?:^|\.)monitor\.csv$/.test(name) && /^#\{[^\n]{0,1000}\n"?r"?,"?l"?,"?t"?/.test(text.replaceAll('\r', ''))
      ? 0.97
      : 0;
  },
  async read(file, sink) {
    sink.framework('stable-baselines');
    await readTable(file, sink, { comments: true, rename: (column) => NAMES[column] });
  },
};
