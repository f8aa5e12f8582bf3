import { eachLine, splitLines } from '../formats/lines';
import { isMeasure, readName } from '../names/metric-name';
import type { Candidate, Reader, RunSink } from '../reader';
import { holdsMlPerf } from '../text-log/mlperf/mlperf';
import { createTextLog } from '../text-log/text-log';
import { createStartWatch, isFailedStart } from './start-errors';

/** Plain text of any script: tables, `key: value`, `key=value`, dictionaries, progress bars, W&B's closing summary, errors. */
export const textLog: Reader = {
  name: 'text',
  about: 'Text logs and captured output of training scripts',
  detect,
  async read(file, sink) {
    const start = createStartWatch(sink);
    const log = createTextLog(start.sink, file.path);
    await eachLine(
      file,
      (bytes, from, end, number, before) => {
        start.line(bytes, from, end, number);
        log.bytes(bytes, from, end, number, before);
      },
      {
        onExpected: (bytes, from, number) => (start.isOver ? log.expected(bytes, from, number) : -1),
        onCut: (line) => sink.limit('the line is too long; only its start was read', { line, column: 1 }),
        onUnended: (line) => log.unended(line),
      },
    );
    log.end();
    start.end();
  },
};

/** Zero bytes that a text may hold, as a file system or a log rotation leaves them: one in this many characters. */
const ZEROS = 500;

function detect(candidate: Candidate): number {
  const { name, text } = candidate;
  if (!/\.(?:log|txt|out|err|stdout|stderr)$|^(?:log|nohup|stdout|stderr|output)$|\.(?:out|log|o|e)\.?\d+$/i.test(name)) return 0;
  if (isBinary(text)) return 0;
  if (holdsMlPerf(text)) return 0.8;
  const mentionsTraining =
    /train|slurm|nohup|output|\.(?:out|o\d+)$/i.test(name) ||
    /\b(?:train\w*|epochs?|batch\w*|cuda|torch|tensorflow|loss)\b/i.test(text);
  const isLog = !name.endsWith('.txt') || /log|train|output/i.test(name);
  const trouble = /Traceback \(most|CUDA out of memory|CANCELLED AT/.test(text);
  const { measured, dated } = valuesIn(candidate);
  if (dated >= 2) return isLog ? 0.75 : 0.6;
  if (measured > 0 && isLog) return 0.55;
  if (!isLog) return 0;
  // Trouble alone makes a run only if the log mentions training: any program may die.
  if ((trouble && mentionsTraining) || /train|slurm|nohup|output|\.out$/i.test(name)) return 0.45;
  return isFailedStart(candidate) ? 0.45 : 0.3;
}

/** A long row of zero bytes is a hole in a log that was truncated; with more than a few single ones, the file isn't text. */
function isBinary(text: string): boolean {
  const single = text.match(/(?<!\u0000)\u0000{1,15}(?!\u0000)/g)?.length ?? 0;
  return single > 2 + text.length / ZEROS || /[\u0001-\u0006\u000e-\u001a]{4}/.test(text);
}

/** How many values of measures the head of the log holds, and how many records of a step or an epoch. */
function valuesIn({ text, path }: Candidate): { readonly measured: number; readonly dated: number } {
  let measured = 0;
  let dated = 0;
  let last = '';
  const ignore = (): void => undefined;
  const sink: RunSink = {
    series(name, options) {
      const counts = isMeasure(options?.known?.metric === undefined ? readName(name) : { ...readName(name), ...options.known });
      return {
        add(_, { step, epoch, line }) {
          if (!counts) return;
          measured += 1;
          const record = `${line} ${step} ${epoch}`;
          if (record !== last && !(Number.isNaN(step) && Number.isNaN(epoch))) dated += 1;
          last = record;
        },
      };
    },
    config: ignore,
    gpu: ignore,
    error: ignore,
    problem: ignore,
    limit: ignore,
    framework: ignore,
    task: ignore,
    planned: ignore,
    started: ignore,
    finished: ignore,
    died: ignore,
  };
  const log = createTextLog(sink, path);
  // The head may end within a line.
  const lines = splitLines(log.bytes);
  lines.push(Buffer.from(text));
  lines.end();
  log.end();
  return { measured, dated };
}
