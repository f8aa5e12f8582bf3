import { PbfReader } from 'pbf';
import { createRowScanner } from '../../formats/json-rows';
import type { RecordListener } from '../../formats/tfrecord';
import { noMoment } from '../../moment';
import type { RunSink } from '../../reader';
import { createPlainEventReader, EVENT, SUMMARY, VALUE } from './plain-event';
import type { Tag, Tags } from './tags';
import { readTensor } from './tensor';

/** Reads the scalars of each event into their series, and the arguments that Hugging Face logs as text into the configuration. */
export function createEventReader(sink: RunSink, tags: Tags): RecordListener['record'] {
  const moment = noMoment();
  let reader = new PbfReader(new Uint8Array(0));
  const readPlain = createPlainEventReader(tags, moment);

  function readValue(end: number): void {
    let tag: Tag | undefined;
    let value = Number.NaN;
    let given = false;
    while (reader.pos < end) {
      const key = reader.readVarint();
      if (key === VALUE.tag) {
        const length = reader.readVarint();
        tag = tags.at(reader.buf, reader.pos, reader.pos + length);
        reader.pos += length;
      } else if (key === VALUE.simpleValue) {
        value = reader.readFloat();
        given = true;
      } else if (key === VALUE.tensor) {
        const stop = reader.readVarint() + reader.pos;
        const scalar = tag === undefined ? undefined : readTensor(reader, stop);
        if (typeof scalar === 'number') {
          value = scalar;
          given = true;
        } else if (scalar !== undefined && tag !== undefined) configFromText(tag.name, scalar, sink);
        reader.pos = stop;
      } else reader.skip(key);
    }
    if (given && tag !== undefined) tag.add(value, moment);
  }

  function readSummary(summaryEnd: number, recordEnd: number): void {
    while (reader.pos < summaryEnd) {
      const key = reader.readVarint();
      if (key === SUMMARY.value) {
        const stop = reader.readVarint() + reader.pos;
        readValue(Math.min(stop, recordEnd));
        reader.pos = stop;
      } else reader.skip(key);
    }
  }

  return (bytes, start, end, number) => {
    moment.record = number;
    if (readPlain(bytes, start, end)) return;
    if (reader.buf !== bytes) reader = new PbfReader(bytes);
    reader.pos = start;
    moment.step = 0;
    moment.time = Number.NaN;
    let summary = -1;
    let summaryEnd = -1;
    try {
      while (reader.pos < end) {
        const key = reader.readVarint();
        if (key === EVENT.wallTime) moment.time = reader.readDouble();
        else if (key === EVENT.step) moment.step = reader.readVarint(true);
        else if (key === EVENT.summary) {
          summaryEnd = reader.readVarint() + reader.pos;
          summary = reader.pos;
          reader.pos = summaryEnd;
        } else reader.skip(key);
      }
      if (summary === -1 || summaryEnd > end) return;
      reader.pos = summary;
      readSummary(summaryEnd, end);
    } catch {
      sink.problem(`record ${number}: not an event`);
    }
  };
}

/** Hugging Face logs its arguments and the model's configuration as JSON text. */
function configFromText(tag: string, text: string, sink: RunSink): void {
  if (!/^(?:args|model_config|config|hparams)\b/.test(tag) || !text.trimStart().startsWith('{')) return;
  const scanner = createRowScanner('', {
    row(row) {
      for (const { key, value } of row.cells) sink.config(key, value);
    },
    error() {},
  });
  scanner.push(Buffer.from(text));
  scanner.end();
}
