import { readRows, rowsInHead } from '../../formats/json-records';
import type { Row } from '../../formats/json-rows';
import type { Reader, RunFile, RunSink } from '../../reader';
import { createOutput } from '../captured-output';

/** The output of the program in ClearML's offline mode: each line of `log.jsonl` is a list of events with a message of several lines. */
export const clearmlConsole: Reader = {
  name: 'clearml/console',
  about: 'ClearML offline session: log.jsonl',
  detect: ({ name, text }) =>
    name === 'log.jsonl' && rowsInHead(text, '[]').some((row) => row.get('type')?.value === 'log' && row.get('msg')) ? 0.97 : 0,
  read: (file, sink) => readConsole(file, sink),
};

/** Printed metrics count where the session has no others. */
export async function readConsole(file: RunFile, sink: RunSink): Promise<void> {
  sink.framework('clearml');
  const output = createOutput(sink, { metrics: true, onError: (report) => report() });
  let record = 0;
  const onRow = (row: Row): void => {
    record += 1;
    const text = row.get('msg')?.value;
    output.at(record);
    if (typeof text === 'string') output.push(`${text}\n`);
  };
  await readRows(file, sink, onRow, '[]');
  output.end();
}
