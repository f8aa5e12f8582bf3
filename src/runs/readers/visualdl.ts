import { PbfReader } from 'pbf';
import { eachLengthRecord } from '../formats/length-records';
import { noMoment } from '../moment';
import type { Reader } from '../reader';
import { damageReport } from './damage-report';

/** Numbers of the fields of VisualDL's `Record` (visualdl/proto/record.proto). */
const RECORD = { values: 1 } as const;
const VALUE = { id: 1, tag: 2, timestamp: 3, value: 4 } as const;

interface Scalar {
  step: number;
  tag: string;
  time: number;
  value: number | undefined;
}

/** PaddlePaddle's VisualDL: scalars of `vdlrecords.TIME.log`. */
export const visualdl: Reader = {
  name: 'visualdl',
  about: 'PaddlePaddle VisualDL: vdlrecords.*.log',
  names: /vdlrecords/,
  detect({ name, head }) {
    if (!name.includes('vdlrecords')) return 0;
    // The length of a first record that begins with its first field.
    const isRecord = head.length > 9 && head[8] === 0x0a && head.slice(4, 8).every((byte) => byte === 0);
    return isRecord ? 0.98 : 0.7;
  },
  async read(file, sink) {
    sink.framework('paddlepaddle');
    const damage = damageReport(sink);
    const moment = noMoment();
    await eachLengthRecord(file, {
      record(bytes, start, end, number) {
        const scalars = scalarsIn(bytes, start, end);
        if (scalars === undefined) damage.record('not a VisualDL record', number);
        moment.record = number;
        for (const { step, tag, time, value } of scalars ?? []) {
          if (value === undefined || tag === '') continue;
          moment.step = step;
          moment.time = time / 1000;
          // A slash in a tag is written as a percent sign.
          sink.series(tag.replaceAll('%', '/')).add(value, moment);
        }
      },
      problem: damage.record,
    });
    damage.end();
  },
};

/** The scalars of a record; undefined: the bytes aren't a record. */
function scalarsIn(bytes: Buffer, start: number, end: number): Scalar[] | undefined {
  const scalars: Scalar[] = [];
  const pbf = new PbfReader(bytes);
  pbf.pos = start;
  try {
    pbf.readFields(
      (tag, _: undefined, record) => {
        if (tag !== RECORD.values) return;
        const scalar: Scalar = { step: Number.NaN, tag: '', time: Number.NaN, value: undefined };
        scalars.push(record.readMessage(readField, scalar));
      },
      undefined,
      end,
    );
    return scalars;
  } catch {
    return undefined;
  }
}

function readField(tag: number, scalar: Scalar, message: PbfReader): void {
  if (tag === VALUE.id) scalar.step = message.readVarint(true);
  else if (tag === VALUE.tag) scalar.tag = message.readString();
  else if (tag === VALUE.timestamp) scalar.time = message.readVarint(true);
  else if (tag === VALUE.value) scalar.value = message.readFloat();
}
