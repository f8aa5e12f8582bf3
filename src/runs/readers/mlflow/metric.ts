import { eachLine, UNENDED } from '../../formats/lines';
import { NOT_A_NUMBER, numberIn } from '../../formats/number';
import { noMoment } from '../../moment';
import type { GpuSample, Reader, RunSink } from '../../reader';
import { storedIn } from './run-folder';

/** A time in milliseconds, the value, and since MLflow 1.0 the step. What comes after these is the data set or the model. */
const LINE = /^(\d{1,19}) (\S{1,40})(?: (-?\d{1,19})(?: .*)?)?$/;

/** A metric of MLflow's file store, one value a line: `mlruns/EXPERIMENT/RUN/metrics/NAME`. */
export const mlflowMetric: Reader = {
  name: 'mlflow/metric',
  about: 'MLflow file store: mlruns/EXPERIMENT/RUN/metrics/NAME',
  folders: /\/[0-9a-f]{32}\/metrics(?:\/|$)/,
  detect: ({ path, text }) => (storedIn(path)?.kind === 'metrics' && /^\d{1,19} \S/.test(text) ? 0.97 : 0),
  async read(file, sink) {
    const { name } = storedIn(file.path) ?? { name: file.path };
    const gpu = name.startsWith('system/') ? gpuMetric(name) : undefined;
    const add = name.startsWith('system/') ? addSample(sink, gpu) : addValue(sink, name);
    const problem = (message: string, line: number): void => sink.problem(message, { line, column: 1 });
    await eachLine(
      file,
      (bytes, start, end, number) => {
        const line = bytes.toString('latin1', start, end).trimEnd();
        if (line === '') return;
        const [, time, text, step] = LINE.exec(line) ?? [];
        const value = text === undefined ? NOT_A_NUMBER : numberIn(text);
        if (value === NOT_A_NUMBER) problem('the line is not `TIME VALUE STEP`', number);
        else add({ time: Number(time) / 1000, value, step: Number(step), line: number, column: time!.length + 2 });
      },
      { onUnended: (line) => problem(UNENDED, line) },
    );
    add(undefined);
  },
};

interface Logged {
  readonly time: number;
  readonly value: number;
  /** NaN: none is given. */
  readonly step: number;
  readonly line: number;
  readonly column: number;
}

/**
 * Adds values to the series. A program that gives no step logs all of its values at step 0: these have none. The first value waits for
 * the second to tell.
 */
function addValue(sink: RunSink, name: string): (logged: Logged | undefined) => void {
  const series = sink.series(name);
  const moment = noMoment();
  let first: Logged | undefined;
  let isStepless: boolean | undefined;
  const add = ({ time, value, step, line, column }: Logged): void => {
    moment.time = time;
    moment.step = isStepless ? Number.NaN : step;
    moment.line = line;
    moment.column = column;
    series.add(value, moment);
  };
  return (logged) => {
    if (isStepless !== undefined) {
      if (logged !== undefined) add(logged);
    } else if (first === undefined) first = logged;
    else {
      isStepless = logged !== undefined && first.step === 0 && logged.step === 0;
      add(first);
      if (logged !== undefined) add(logged);
    }
  };
}

const addSample =
  (sink: RunSink, sampleOf: ((value: number) => GpuSample) | undefined): ((logged: Logged | undefined) => void) =>
  (logged) => {
    if (logged !== undefined && sampleOf !== undefined) sink.gpu(sampleOf(logged.value), logged);
  };

/** How to read MLflow's system metrics of a GPU: `system/gpu_0_utilization_percentage`. */
function gpuMetric(name: string): ((value: number) => GpuSample) | undefined {
  const [, id, what] =
    /^system\/gpu_(\d+)_(utilization_percentage|memory_usage_percentage|memory_usage_megabytes)$/.exec(name) ?? [];
  if (id === undefined) return undefined;
  if (what === 'utilization_percentage') return (utilization) => ({ id, utilization });
  if (what === 'memory_usage_percentage') return (memoryPercent) => ({ id, memoryPercent });
  return (megabytes) => ({ id, memoryUsed: (megabytes * 1e6) / (1 << 20) });
}
