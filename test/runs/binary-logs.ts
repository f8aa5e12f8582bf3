import { crc32, deflateRawSync } from 'node:zlib';
import { PbfWriter } from 'pbf';
import { maskedCrc32c } from '../../src/runs/formats/crc32c';

/** One TFRecord: length, its checksum, data, its checksum. */
function frame(data: Uint8Array): Buffer {
  const length = Buffer.alloc(8);
  length.writeUInt32LE(data.length);
  const checksum = (bytes: Uint8Array): Buffer => {
    const four = Buffer.alloc(4);
    four.writeUInt32LE(maskedCrc32c(bytes, 0, bytes.length));
    return four;
  };
  return Buffer.concat([length, checksum(length), data, checksum(data)]);
}

export interface Scalar {
  readonly tag: string;
  readonly step: number;
  readonly value: number;
  readonly time?: number;
  /** Written as a tensor: `float_val`, `tensor_content`, as PyTorch and TensorFlow 2 do. */
  readonly as?: 'simple' | 'float_val' | 'content';
}

export function event({ tag, step, value, time = 1000, as = 'simple' }: Scalar): Buffer {
  const pbf = new PbfWriter();
  pbf.writeDoubleField(1, time);
  pbf.writeVarintField(2, step);
  pbf.writeMessage(
    5,
    (_: unknown, summary) =>
      summary.writeMessage(
        1,
        (__: unknown, item) => {
          item.writeStringField(1, tag);
          if (as === 'simple') {
            item.writeFloatField(2, value);
            return;
          }
          item.writeMessage(
            8,
            (___: unknown, tensor) => {
              tensor.writeVarintField(1, 1);
              const four = Buffer.alloc(4);
              four.writeFloatLE(value);
              if (as === 'content') tensor.writeBytesField(4, four);
              else tensor.writePackedFloat(5, [value]);
            },
            undefined,
          );
        },
        undefined,
      ),
    undefined,
  );
  return frame(Buffer.from(pbf.finish()));
}

/** One record of VisualDL: its length, then a `Record` with one scalar. */
export function visualdlRecord({ tag, step, value, time = 1_700_000_000_000 }: Scalar): Buffer {
  const pbf = new PbfWriter();
  pbf.writeMessage(
    1,
    (_: unknown, item) => {
      item.writeVarintField(1, step);
      item.writeStringField(2, tag);
      item.writeVarintField(3, time);
      item.writeFloatField(4, value);
    },
    undefined,
  );
  const data = Buffer.from(pbf.finish());
  const length = Buffer.alloc(8);
  length.writeUInt32LE(data.length);
  return Buffer.concat([length, data]);
}

export function textEvent(tag: string, text: string): Buffer {
  const pbf = new PbfWriter();
  pbf.writeDoubleField(1, 1000);
  pbf.writeMessage(
    5,
    (_: unknown, summary) =>
      summary.writeMessage(
        1,
        (__: unknown, item) => {
          item.writeStringField(1, tag);
          item.writeMessage(
            8,
            (___: unknown, tensor) => {
              tensor.writeVarintField(1, 7);
              tensor.writeBytesField(8, Buffer.from(text));
            },
            undefined,
          );
        },
        undefined,
      ),
    undefined,
  );
  return frame(Buffer.from(pbf.finish()));
}

export function versionEvent(): Buffer {
  const pbf = new PbfWriter();
  pbf.writeDoubleField(1, 1000);
  pbf.writeStringField(3, 'brain.Event:2');
  return frame(Buffer.from(pbf.finish()));
}

type Fill = (pbf: PbfWriter) => void;

const message = (fill: Fill): Buffer => {
  const pbf = new PbfWriter();
  fill(pbf);
  return Buffer.from(pbf.finish());
};

const items =
  (field: number, values: Readonly<Record<string, string>>): Fill =>
  (pbf) => {
    for (const [key, json] of Object.entries(values)) {
      pbf.writeMessage(
        field,
        (_: unknown, item) => {
          item.writeStringField(1, key);
          item.writeStringField(16, json);
        },
        undefined,
      );
    }
  };

const record = (field: number, fill: Fill): Buffer =>
  message((pbf) => pbf.writeMessage(field, (_: unknown, inner) => fill(inner), undefined));

export const wandbRecord = {
  history: (values: Readonly<Record<string, string>>): Buffer => record(2, items(1, values)),
  config: (values: Readonly<Record<string, string>>): Buffer => record(5, items(1, values)),
  stats: (values: Readonly<Record<string, string>>): Buffer => record(7, items(3, values)),
  output: (text: string): Buffer => record(13, (pbf) => pbf.writeStringField(3, text)),
  exit: (code: number): Buffer => record(18, (pbf) => pbf.writeVarintField(1, code)),
};

/** A `.wandb` file of these records, in blocks of 32 KiB. */
export function wandbFile(records: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0])];
  let used = 7;
  const put = (type: number, data: Buffer): void => {
    const head = Buffer.alloc(7);
    head.writeUInt16LE(data.length, 4);
    head[6] = type;
    head.writeUInt32LE(crc32(Buffer.concat([head.subarray(6), data])));
    parts.push(head, data);
    used += 7 + data.length;
  };
  for (const whole of records) {
    let rest = whole;
    let first = true;
    do {
      const left = 32768 - (used % 32768);
      if (left < 7) {
        parts.push(Buffer.alloc(left));
        used += left;
        continue;
      }
      const piece = rest.subarray(0, left - 7);
      rest = rest.subarray(piece.length);
      put(first ? (rest.length === 0 ? 1 : 2) : rest.length === 0 ? 4 : 3, piece);
      first = false;
    } while (rest.length > 0 || first);
  }
  return Buffer.concat(parts);
}

/** A safetensors file of float tensors. */
export function safetensors(tensors: Readonly<Record<string, { shape: number[]; values: number[] }>>): Buffer {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  const data: Buffer[] = [];
  let at = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    const bytes = Buffer.from(new Float32Array(values).buffer);
    header[name] = { dtype: 'F32', shape, data_offsets: [at, at + bytes.length] };
    data.push(bytes);
    at += bytes.length;
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, ...data]);
}

/** A ZIP archive of these files; the second one and those after it are deflated. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const [bodies, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const raw = Buffer.from(text);
    const method = bodies.length === 0 ? 0 : 8;
    const data = method === 0 ? raw : deflateRawSync(raw);
    const common = Buffer.alloc(26);
    [20, 0, method, 0, 0].forEach((value, index) => void common.writeUInt16LE(value, index * 2));
    [crc32(raw), data.length, raw.length].forEach((value, index) => void common.writeUInt32LE(value, 10 + index * 4));
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000'), common, rest, Buffer.from(name));
    bodies.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(bodies.length, 4);
  end.writeUInt16LE(bodies.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, central, Buffer.from('PK\u0005\u0006'), end]);
}
