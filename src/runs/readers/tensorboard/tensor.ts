import type { PbfReader } from 'pbf';

const TEXT_LIMIT = 1 << 18;

/** The types of a `TensorProto` that can hold a scalar or a text: DT_FLOAT, DT_DOUBLE, DT_INT32, DT_STRING, … */
enum Type {
  Float = 1,
  Double = 2,
  Int32 = 3,
  String = 7,
  Int64 = 9,
  BFloat16 = 14,
  Half = 19,
}

/** The one value of a tensor: a number or a text; undefined: it holds more than one, or another type. */
export function readTensor(reader: PbfReader, end: number): number | string | undefined {
  let type = 0;
  let number: number | undefined;
  let text: string | undefined;
  let content: Uint8Array | undefined;
  let count = 0;
  while (reader.pos < end) {
    const key = reader.readVarint();
    if (key === 0x08) type = reader.readVarint();
    else if (key === 0x22) content = reader.readBytes();
    else if (key === 0x2a) {
      const values = reader.readBytes();
      count += values.length / 4;
      if (values.length >= 4) number = new DataView(values.buffer, values.byteOffset).getFloat32(0, true);
    } else if (key === 0x32) {
      const values = reader.readBytes();
      count += values.length / 8;
      if (values.length >= 8) number = new DataView(values.buffer, values.byteOffset).getFloat64(0, true);
    } else if (key === 0x2d) {
      number = reader.readFloat();
      count += 1;
    } else if (key === 0x31) {
      number = reader.readDouble();
      count += 1;
    } else if (key === 0x42) {
      const value = reader.readBytes();
      if (value.length <= TEXT_LIMIT) text ??= Buffer.from(value).toString('utf8');
    } else reader.skip(key);
  }
  if (type === Type.String) return text;
  if (number !== undefined) return count === 1 ? number : undefined;
  return content === undefined ? undefined : fromContent(type, content);
}

function fromContent(type: number, bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (type === Type.Float && bytes.length === 4) return view.getFloat32(0, true);
  if (type === Type.Double && bytes.length === 8) return view.getFloat64(0, true);
  if (type === Type.Int32 && bytes.length === 4) return view.getInt32(0, true);
  if (type === Type.Int64 && bytes.length === 8) return Number(view.getBigInt64(0, true));
  if (type === Type.BFloat16 && bytes.length === 2) {
    const wide = new DataView(new ArrayBuffer(4));
    wide.setUint16(2, view.getUint16(0, true), true);
    return wide.getFloat32(0, true);
  }
  if (type === Type.Half && bytes.length === 2) return fromHalf(view.getUint16(0, true));
  return undefined;
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
