import { PbfReader } from 'pbf';
import type { RecordListener } from '../../formats/tfrecord';
import { eachWandbRecord } from '../../formats/wandb-log';
import type { Reader, RunFile, RunSink } from '../../reader';
import { damageReport } from '../damage-report';
import { type CapturedOutput, createOutput } from '../captured-output';
import { createHeldErrors } from './held-errors';
import { createHistory } from './history';
import { FIELD, flatten, type Item, parseNumber, readItems, readOutputText } from './messages';
import { systemSample } from './system-sample';

/** W&B's transaction log `run-ID.wandb`: history, configuration, system samples, output and how the run ended. */
export const wandbBinary: Reader = {
  name: 'wandb',
  about: 'W&B run-ID.wandb: the transaction log of a run, online or offline',
  detect: ({ name, head }) =>
    name.endsWith('.wandb') ? (Buffer.from(head.subarray(0, 4)).equals(Buffer.from(':W&B')) ? 0.99 : 0.7) : 0,
  async read(file, sink) {
    const found = await readRecords(file, sink);
    // A run that logged nothing to W&B but printed its metrics: they are in the captured output.
    if (found.history === 0 && found.output > 0) await readOutput(file, sink);
  },
};

const NO_EXIT = 'the .wandb file has no exit record';
const CUT = 'the .wandb file ends inside a record';

/** Numbers of records by kind. */
interface Found {
  readonly history: number;
  readonly output: number;
}

async function readRecords(file: RunFile, sink: RunSink): Promise<Found> {
  const held = createHeldErrors();
  const output = createOutput(sink, { metrics: false, onError: held.hold });
  const history = createHistory(sink);
  const damage = damageReport(sink);
  let records = 0;
  let outputs = 0;
  let hasExit = false;
  let cutAt: number | undefined;

  function field(tag: number, _: undefined, message: PbfReader): void {
    if (tag === FIELD.history) {
      const items = readItems(message, 1);
      held.row();
      history.row(items);
    } else if (tag === FIELD.config) config(readItems(message, 1), sink);
    else if (tag === FIELD.run) {
      message.readMessage((inner, __: undefined, run) => {
        if (inner === 4) config(readItems(run, 1), sink);
      }, undefined);
    } else if (tag === FIELD.stats) stats(readItems(message, 3), sink);
    else if (isOutput(tag)) {
      outputs += 1;
      output.push(readOutputText(message));
    } else if (tag === FIELD.exit) {
      hasExit = true;
      exit(message, sink);
    }
  }

  await eachWandbRecord(file, {
    record(bytes, start, end, number) {
      records += 1;
      history.at(number);
      output.at(number);
      if (!readFields(bytes, start, end, field)) sink.problem(`record ${number}: not a W&B record`);
    },
    problem: damage.record,
    cut: (number) => void (cutAt = number),
  });
  output.end();
  const found = { history: history.rows(), output: outputs };
  // Where nothing but output was logged, the output is read again, and its errors with it.
  if (found.history > 0 || found.output === 0) held.release();
  // W&B writes blocks of 32 KiB, so the file of a process that was killed commonly ends inside a record.
  if (cutAt !== undefined && (hasExit || records === 0)) damage.record(CUT, cutAt);
  damage.end();
  if (!hasExit && records > 0)
    sink.died(`${cutAt === undefined ? NO_EXIT : CUT}: the process crashed, was killed, or is still running`);
  return found;
}

async function readOutput(file: RunFile, sink: RunSink): Promise<void> {
  const output = createOutput(sink, { metrics: true, onError: (report) => report() });
  await eachWandbRecord(file, outputOnly(output));
  output.end();
}

/** Faults were reported already when the records were read the first time. */
const outputOnly = (output: CapturedOutput): RecordListener => ({
  record(bytes, start, end, number) {
    output.at(number);
    readFields(bytes, start, end, (tag, _, message) => void (isOutput(tag) && output.push(readOutputText(message))));
  },
  problem() {},
});

const isOutput = (tag: number): boolean => tag === FIELD.output || tag === FIELD.outputRaw;

/** False: the bytes aren't a message. */
function readFields(
  bytes: Buffer,
  start: number,
  end: number,
  field: (tag: number, _: undefined, message: PbfReader) => void,
): boolean {
  const pbf = new PbfReader(bytes);
  pbf.pos = start;
  try {
    pbf.readFields(field, undefined, end);
    return true;
  } catch {
    return false;
  }
}

function config(items: readonly Item[], sink: RunSink): void {
  for (const { key, json } of items) if (!key.startsWith('_wandb')) flatten(key, json, (name, value) => sink.config(name, value));
}

function stats(items: readonly Item[], sink: RunSink): void {
  for (const { key, json } of items) {
    const value = parseNumber(json);
    const sample = value === undefined ? undefined : systemSample(key, value);
    if (sample !== undefined) sink.gpu(sample);
  }
}

function exit(message: PbfReader, sink: RunSink): void {
  const { code } = message.readMessage(
    (tag, result: { code: number }, inner) => void (tag === 1 && (result.code = inner.readVarint(true))),
    { code: 0 },
  );
  if (code === 0) sink.finished('W&B recorded exit code 0');
  else sink.died(`W&B recorded exit code ${code}`);
}
