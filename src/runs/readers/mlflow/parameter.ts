import { readWhole } from '../../formats/bytes';
import type { Reader } from '../../reader';
import { storedIn } from './run-folder';

/** MLflow allows 6,000 characters. */
const LIMIT = 32 << 10;

/** A setting of MLflow's file store: the file holds its value. */
export const mlflowParameter: Reader = {
  name: 'mlflow/parameter',
  about: 'MLflow file store: mlruns/EXPERIMENT/RUN/params/NAME',
  folders: /\/[0-9a-f]{32}\/params(?:\/|$)/,
  detect: ({ path }) => (storedIn(path)?.kind === 'params' ? 0.97 : 0),
  async read(file, sink) {
    const { name } = storedIn(file.path) ?? { name: file.path };
    const text = (await readWhole(file, LIMIT))?.toString('utf8').trim() ?? '';
    sink.config(name, text !== '' && !Number.isNaN(Number(text)) ? Number(text) : text, { line: 1, column: 1 });
  },
};
