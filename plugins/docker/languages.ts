import type { CommandLanguage } from '../../src/api';

/** Commands that a shell runs. */
export const shellCommands: readonly CommandLanguage[] = ['shell', 'make', 'workflow'];

/** The same, and those that a document tells its reader to type. */
export const typedCommands: readonly CommandLanguage[] = [...shellCommands, 'markdown'];

/** Containers that are started for good, however that is written. */
export const startedContainers: readonly CommandLanguage[] = [...shellCommands, 'compose'];

/** All containers. */
export const allContainers: readonly CommandLanguage[] = [...startedContainers, 'markdown'];
