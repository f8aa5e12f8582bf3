/** A file that wasn't written. The message is for people, in full sentences; it's printed without a stack. */
export class WriteError extends Error {
  constructor(
    message: string,
    /** It isn't written on purpose, as behind a link. Otherwise it should have been written, and the exit code is 2. */
    readonly refused = false,
  ) {
    super(message);
    this.name = 'WriteError';
  }
}

const sentences: { readonly [code: string]: string } = {
  EACCES: 'Permission is denied.',
  EBUSY: 'The file is in use, or something is mounted on it.',
  EDQUOT: 'The disk quota is used up.',
  EEXIST: 'A file or a broken link of that name is in the way.',
  EFBIG: 'It is larger than the file system or a limit allows.',
  EIO: 'The device reports an I/O error.',
  EISDIR: 'It is a folder.',
  ELOOP: 'It is a symbolic link, or is reached through too many of them.',
  EMFILE: 'Too many files are open.',
  ENAMETOOLONG: 'The name is too long.',
  ENOENT: 'The file or its folder is missing.',
  ENOSPC: 'No space is left on the device.',
  ENOTDIR: 'A part of the path is not a folder.',
  EPERM: 'The system does not allow it. The file may be immutable, or its folder may protect the files of other users.',
  EROFS: 'The file system is read-only.',
};

/** Why the system refused, as a sentence. */
export function reasonOf(error: unknown): string {
  if (error instanceof WriteError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  return sentences[code ?? ''] ?? `The system reports: ${message ?? String(error)}.`;
}
