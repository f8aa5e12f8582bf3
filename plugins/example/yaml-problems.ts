import type { YamlDocument } from '../../src/api';

export type YamlProblem = YamlDocument['problems'][number];

/** These leave the rest of the file as its author meant it. */
const harmless: ReadonlySet<string> = new Set(['DUPLICATE_KEY', 'TAG_RESOLVE_FAILED', 'MULTIPLE_DOCS']);

/** Whether the parser can only guess what follows a problem. */
export const breaksStructure = ({ code }: YamlProblem): boolean => !harmless.has(code);
