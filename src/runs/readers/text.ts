import { eachLine } from '../formats/lines';
import { isMeasure } from '../names/metric-name';
import type { Candidate, Reader } from '../reader';
import { readLine } from '../text-log/read-line';
import { createTextLog } from '../text-log/text-log';
import { createStartWatch, isFailedStart } from './start-errors';

const DIGIT = /\d|nan|inf/i;

/** Plain text of any script: `key: value`, `key=value`, dictionaries, progress bars, W&B's closing summary, errors. */
export const textLog: Reader = {
  name: 'text',
  about: 'Text logs and captured output of training scripts',
  detect,
  async read(file, sink) {
    const start = createStartWatch(sink);
    const log = createTextLog(start.sink);
    await eachLine(
      file,
      (bytes, from, end, number) => {
        start.line(bytes, from, end, number);
        log.bytes(bytes, from, end, number);
      },
      {
        onCut: (line) => sink.problem('the line is too long; only its start was read', { line, column: 1 }),
        onUnended: (line) => log.unended(line),
      },
    );
    log.end();
    start.end();
  },
};

function detect(candidate: Candidate): number {
  const { name, text } = candidate;
  if (!/\.(?:log|txt|out|err|stdout|stderr)$|^(?:log|nohup|stdout|stderr|output)$|\.(?:out|log|o|e)\.?\d+$/i.test(name)) return 0;
  // A long row of zero bytes is a hole in a log that was truncated; with single ones, the file isn't text.
  if (/(?<!\u0000)\u0000{1,15}(?!\u0000)/.test(text)) return 0;
  const mentionsTraining =
    /train|slurm|nohup|output|\.(?:out|o\d+)$/i.test(name) ||
    /\b(?:train\w*|epochs?|batch\w*|cuda|torch|tensorflow|loss)\b/i.test(text);
  const isLog = !name.endsWith('.txt') || /log|train|output/i.test(name);
  let dated = 0;
  let measured = 0;
  let trouble = 0;
  for (const line of text.split(/[\r\n]+/, 400)) {
    if (/Traceback \(most|CUDA out of memory|CANCELLED AT/.test(line)) trouble += 1;
    if (!DIGIT.test(line) || line.length > 2000) continue;
    const reading = readLine(line);
    if (!reading.pairs.some(({ meaning }) => isMeasure(meaning))) continue;
    measured += 1;
    if (!Number.isNaN(reading.step) || !Number.isNaN(reading.epoch)) dated += 1;
    if (dated >= 2) return isLog ? 0.75 : 0.6;
  }
  if (measured > 0 && isLog) return 0.55;
  if (!isLog) return 0;
  // Trouble alone makes a run only if the log mentions training: any program may die.
  if ((trouble > 0 && mentionsTraining) || /train|slurm|nohup|output|\.out$/i.test(name)) return 0.45;
  return isFailedStart(candidate) ? 0.45 : 0.3;
}
