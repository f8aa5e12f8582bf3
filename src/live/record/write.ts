import { assertUnchanged, readOriginal } from '../../files/original';
import { WriteError } from '../../files/problem';
import { replaceFiles } from '../../files/replace';
import { undisturbed } from '../../files/signals';
import { withRecord } from './edit';
import type { VerificationRecord } from './note';

/** Puts the record into a metadata file of the repository. `file`: from the root. Throws WriteError, or what the system reports. */
export async function writeRecord(root: string, file: string, record: VerificationRecord): Promise<void> {
  await undisturbed(() => {
    const original = readOriginal(root, file);
    const text = Buffer.from(original.bytes).toString('utf8');
    if (!Buffer.from(text, 'utf8').equals(original.bytes)) throw new WriteError('It is no UTF-8 text.');
    const bytes = Buffer.from(withRecord(text, record), 'utf8');
    const [failure] = replaceFiles([{ path: original.path, bytes, was: original.stat, check: () => assertUnchanged(original) }]);
    if (failure) throw failure.error;
  });
}
