import { createLog } from '../../files/working-folder';
import type { Mask } from '../engine';
import { maskedLines } from './masked-lines';

/** Bytes of a log that make room for the evidence, which says why the log ends, where the log has filled the disk. */
const roomForEvidence = 256 * 1024;

/** A log without secrets. What can't be written is reported once, and the rest of it is dropped. */
export interface MaskedLog {
  /** One output: its whole lines are written as they come. */
  stream(): { push(bytes: Uint8Array): void; end(): void };
  close(): void;
}

/** Starts a log anew. `failed`: called with what the system reports, such as a full disk. */
export function openLog(path: string, mask: Mask, failed: (error: unknown) => void): MaskedLog {
  let isBroken = false;
  let file: ReturnType<typeof createLog> | undefined;
  const attempt = (act: () => void): void => {
    if (isBroken) return;
    try {
      act();
    } catch (error) {
      isBroken = true;
      file?.shorten(roomForEvidence);
      failed(error);
    }
  };
  attempt(() => {
    file = createLog(path);
  });
  return {
    stream: () => maskedLines(mask, (text) => attempt(() => file?.write(text))),
    close: () => file?.close(),
  };
}
