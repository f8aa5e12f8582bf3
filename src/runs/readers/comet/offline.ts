import { readWhole } from '../../formats/bytes';
import { numeric, readRows, rowsInHead } from '../../formats/json-records';
import type { Row } from '../../formats/json-rows';
import { type Archive, openArchive } from '../../formats/zip';
import { noMoment, setPlace } from '../../moment';
import type { Candidate, Reader, RunFile, RunSink } from '../../reader';
import { createOutput } from '../captured-output';
import { gpuSample } from './gpu-sample';

/** An experiment that Comet logged offline: `.cometml-runs/KEY.zip` with `experiment.json` and `messages.json`, or these unpacked. */
export const cometOffline: Reader = {
  name: 'comet/offline',
  about: 'Comet offline experiment: .cometml-runs/KEY.zip, or its messages.json',
  names: /^[0-9a-z]{20,50}\.zip$|^messages\.json$/i,
  detect(candidate) {
    if (isArchive(candidate)) return 0.97;
    return candidate.name === 'messages.json' && rowsInHead(candidate.text).some(isMessage) ? 0.97 : 0;
  },
  async read(file, sink) {
    sink.framework('comet');
    if (!file.path.endsWith('.zip')) return readMessages(file, sink);
    const archive = await openArchive(file, (message) => sink.problem(message));
    if (archive === undefined) return undefined;
    const messages = archive.member('messages.json');
    if (messages === undefined) sink.problem('the archive holds no messages.json, so nothing was logged');
    else await readMessages(messages, sink, true);
    return readEnd(archive, sink);
  },
};

/** The first file in an archive is one of Comet's own; one of an experiment that logged nothing is empty. */
function isArchive({ path, name, head, text }: Candidate): boolean {
  if (!name.endsWith('.zip')) return false;
  if (head[0] !== 0x50 || head[1] !== 0x4b) return false;
  if (head.length === 22) return /(?:^|\/)\.cometml-runs\//.test(path);
  return (
    /^(?:experiment|messages)\.json/.test(Buffer.from(head.subarray(30, 46)).toString('latin1')) || text.includes('"offline_id"')
  );
}

const isMessage = (row: Row): boolean => row.get('payload.message_id') !== undefined && row.get('type') !== undefined;

/** `isPacked`: no editor shows the lines, so the places of values are records. */
async function readMessages(file: RunFile, sink: RunSink, isPacked = false): Promise<void> {
  const found = await readThrough(file, sink, { isPacked, printed: false });
  // An experiment that logged no metric but printed them: they are in the captured output.
  if (found.metrics === 0 && found.output > 0) await readThrough(file, sink, { isPacked, printed: true });
}

async function readThrough(
  file: RunFile,
  sink: RunSink,
  { isPacked, printed }: { readonly isPacked: boolean; readonly printed: boolean },
): Promise<{ readonly metrics: number; readonly output: number }> {
  const output = createOutput(sink, { metrics: printed, onError: (report) => printed || report() });
  const gpu = gpuSample(sink);
  const moment = noMoment();
  let [record, metrics, outputs] = [0, 0, 0];
  await readRows(file, printed ? { ...sink, problem() {} } : sink, (row) => {
    record += 1;
    const text = row.get('payload.output')?.value;
    if (typeof text === 'string') {
      outputs += 1;
      output.at(record);
      output.push(text);
    }
    const parameter = row.get('payload.param.paramName')?.value;
    const setting = row.get('payload.param.paramValue');
    if (typeof parameter === 'string' && setting !== undefined && !printed)
      sink.config(parameter, setting.value, isPacked ? undefined : setting);
    const name = row.get('payload.metric.metricName')?.value;
    const value = row.get('payload.metric.metricValue');
    if (typeof name !== 'string' || value === undefined || printed) return;
    const number = numeric(value);
    if (number === undefined) return;
    if (name.startsWith('sys.')) {
      gpu(name, number);
      return;
    }
    metrics += 1;
    moment.step = row.number('payload.metric.step');
    moment.epoch = row.number('payload.metric.epoch');
    moment.time = row.number('payload.local_timestamp') / 1000;
    setPlace(moment, isPacked ? record : value);
    sink.series(name).add(number, moment);
  });
  output.end();
  return { metrics, output: outputs };
}

const LONGEST = 1 << 20;

/** `experiment.json` says whether an exception ended the program. */
async function readEnd(archive: Archive, sink: RunSink): Promise<void> {
  const member = archive.member('experiment.json');
  const bytes = member && (await readWhole(member, LONGEST));
  const [row] = bytes === undefined ? [] : rowsInHead(bytes.toString('utf8'));
  const error = row?.get('customer_error_message')?.value;
  if (typeof error === 'string' && error.includes('KeyboardInterrupt')) sink.error('interrupted', 'KeyboardInterrupt');
  else if (typeof error === 'string') sink.died(error);
  else if (row?.get('customer_error_reported')?.value === false) sink.finished('Comet recorded the end of the experiment');
}
