import { readBytes, readWhole } from '../formats/bytes';
import type { Checkpoint } from '../model/weights';
import type { RunFile } from '../reader';
import { readSafetensors } from './safetensors';

const POINTER = 'version https://git-lfs.github.com/spec/';

/** Reads a file of weights: of safetensors the header, and the data of small files, which is searched for non-finite numbers. */
export async function readCheckpoint(file: RunFile): Promise<Checkpoint> {
  const named = { path: file.path, size: file.size, ...momentIn(file.path) };
  if (file.size === 0) return { ...named, broken: 'the file is empty' };
  if (file.size < 1024) {
    const bytes = await readWhole(file, 1024);
    if (bytes?.toString('latin1').startsWith(POINTER))
      return { ...named, broken: 'a Git LFS pointer, not the weights themselves' };
  }
  if (!file.path.endsWith('.safetensors')) {
    const fault = await archiveFault(file);
    return fault === undefined ? named : { ...named, broken: fault };
  }
  const header = await readSafetensors(file);
  return typeof header === 'string' ? { ...named, broken: header } : { ...named, header };
}

/** The last record of a zip archive, with the longest possible comment. Bytes. */
const ARCHIVE_END = 22 + 0xffff;

/**
 * Why a file of weights can't be loaded, without loading it: it is a web page, or a zip archive (the format since PyTorch 1.6,
 * and of `.keras`) whose end was never written, or an HDF5 file that is cut short. Older pickles aren't checked.
 */
async function archiveFault(file: RunFile): Promise<string | undefined> {
  const head = (await readBytes(file, 64)).toString('latin1');
  if (/^\s*<(?:!doctype|html|\?xml)\b/i.test(head)) return 'a web page was saved in their place';
  if (head.startsWith('\x89HDF\r\n\x1a\n')) return hdf5Fault(Buffer.from(head, 'latin1'), file.size);
  if (!head.startsWith('PK\x03\x04')) return undefined;
  const tail = await readBytes(file, ARCHIVE_END, { start: Math.max(0, file.size - ARCHIVE_END) });
  return tail.includes('PK\x05\x06', 0, 'latin1')
    ? undefined
    : `the file is truncated: its archive has no end after ${file.size} bytes`;
}

/**
 * Why an HDF5 file (Keras `.h5`) can't be opened: it is shorter than its superblock says.
 * Format: https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html, "Superblock"
 */
function hdf5Fault(head: Buffer, size: number): string | undefined {
  const version = head[8];
  const offsetSizeAt = version === 2 || version === 3 ? 9 : 13;
  const endAt = version === 0 ? 40 : version === 1 ? 44 : 28;
  if (head[offsetSizeAt] !== 8 || head.length < endAt + 8) return undefined;
  const end = head.readBigUInt64LE(endAt);
  return end > BigInt(size) && end < 2n ** 60n ? `the file is truncated: ${size} of ${end} bytes` : undefined;
}

/** Step and epoch where the path names them: `checkpoint-500/`, `epoch=3-step=1200.ckpt`, `epoch_12.pth`, `iter_4000.pth`. */
function momentIn(path: string): { step?: number; epoch?: number } {
  const step = [...path.matchAll(/(?:checkpoint-|step[=_-]?|iter_)(\d+)/g)].at(-1)?.[1];
  const epoch = /epoch[=_-]?(\d+)/.exec(path)?.[1];
  return { ...(step === undefined ? {} : { step: Number(step) }), ...(epoch === undefined ? {} : { epoch: Number(epoch) }) };
}
