import { readYaml } from '../../formats/yaml-entries';
import type { Reader } from '../../reader';

/** The numbers of MLflow's `RunStatus` (mlflow/protos/service.proto) that say how a run ended. */
const STATUS = { finished: 3, failed: 4, killed: 5 } as const;

/** `meta.yaml` of a run in MLflow's file store: its name, and how it ended. */
export const mlflowMeta: Reader = {
  name: 'mlflow/meta',
  about: 'MLflow file store: mlruns/EXPERIMENT/RUN/meta.yaml',
  names: /^meta\.yaml$/,
  detect: ({ path, text }) => (/(?:^|\/)[0-9a-f]{32}\/meta\.yaml$/.test(path) && /^run_(?:uu)?id:/m.test(text) ? 0.98 : 0),
  async read(file, sink) {
    sink.framework('mlflow');
    await readYaml(file, sink, ([key], value, at) => {
      if (key !== 'status') return;
      if (value === STATUS.finished || value === 'FINISHED') sink.finished('MLflow recorded the status FINISHED', at);
      if (value === STATUS.failed || value === 'FAILED') sink.died('MLflow recorded the status FAILED', at);
      if (value === STATUS.killed || value === 'KILLED') sink.died('MLflow recorded the status KILLED', at);
    });
  },
};
