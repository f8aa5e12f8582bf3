import type { CommandLanguage } from '../../src/api';

/** A program gets its words wherever its command is written. */
export const everywhere: readonly CommandLanguage[] = [
  'shell',
  'make',
  'workflow',
  'compose',
  'markdown',
  'dockerfile',
  'devcontainer',
];

/** Commands that a shell runs. */
export const shellCommands: readonly CommandLanguage[] = ['shell', 'make', 'workflow'];

/** The same, and services of compose files. */
export const startedContainers: readonly CommandLanguage[] = [...shellCommands, 'compose'];
