import type { Moment } from '../../moment';
import type { Tags } from './tags';

/** Keys (field number and wire type) of TensorFlow's event.proto and summary.proto. */
export const EVENT = { wallTime: 0x09, step: 0x10, summary: 0x2a } as const;
export const SUMMARY = { value: 0x0a } as const;
export const VALUE = { tag: 0x0a, simpleValue: 0x15, tensor: 0x42 } as const;

/** Bytes of an event with one plain value: time, step, and a summary of a value without a tag. */
const LEAST = 9 + 2 + 2 + 2 + 2 + 5;
/** Bits of a step in up to four bytes, seven in each. */
const STEP_BITS = 28;

/**
 * Reads an event of one plain value, with its fields in the order that all writers use: half of the time that any event takes. False: it
 * is another one, and nothing was read. Gives its time and step to `moment`.
 */
export function createPlainEventReader(tags: Tags, moment: Moment): (bytes: Uint8Array, start: number, end: number) => boolean {
  let view: DataView = new DataView(new ArrayBuffer(0));
  let viewed: Uint8Array | undefined;

  return (bytes, start, end) => {
    if (end - start < LEAST || bytes[start] !== EVENT.wallTime || bytes[start + 9] !== EVENT.step) return false;
    let at = start + 10;
    let step = 0;
    for (let shift = 0; shift < STEP_BITS; shift += 7) {
      const byte = bytes[at++]!;
      step |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    // The length of each message shows that it ends with the event, and that its own length is one byte.
    const [summary, value, tag] = [at, at + 2, at + 6];
    if (bytes[at - 1]! >= 128 || bytes[summary] !== EVENT.summary || bytes[summary + 1]! >= 128) return false;
    if (summary + 2 + bytes[summary + 1]! !== end || bytes[value] !== SUMMARY.value) return false;
    if (value + 2 + bytes[value + 1]! !== end || bytes[tag - 2] !== VALUE.tag) return false;
    const tagEnd = tag + bytes[tag - 1]!;
    if (tagEnd + 5 !== end || bytes[tagEnd] !== VALUE.simpleValue) return false;
    if (viewed !== bytes) {
      viewed = bytes;
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    moment.time = view.getFloat64(start + 1, true);
    moment.step = step;
    tags.at(bytes, tag, tagEnd).add(view.getFloat32(tagEnd + 1, true), moment);
    return true;
  };
}
