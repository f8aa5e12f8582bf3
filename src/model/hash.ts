import { createHash } from 'node:crypto';

/** A hash by which contents are told apart: 32 hex digits. */
export const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex').slice(0, 32);
