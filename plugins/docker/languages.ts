import { type CommandLanguage, type Launch, quoteForShell } from '../../src/api';

/** Commands that a shell runs. */
export const shellCommands: readonly CommandLanguage[] = ['shell', 'make', 'workflow'];

/** The same, and those that a document tells its reader to type. */
export const typedCommands: readonly CommandLanguage[] = [...shellCommands, 'markdown'];

/** Containers that are started for good, however that is written. */
export const startedContainers: readonly CommandLanguage[] = [...shellCommands, 'compose'];

/** All containers. */
export const allContainers: readonly CommandLanguage[] = [...startedContainers, 'markdown'];

/** Those whose flags a person writes as they are, also in `runArgs`. */
export const writtenFlags: readonly CommandLanguage[] = [...typedCommands, 'devcontainer'];

/** Whether a launch is a service of a compose file, which has fields instead of flags. */
export const isService = ({ script }: Launch): boolean => script.language === 'compose';

/** What to write for a working folder. */
export const workdirSetting = (launch: Launch, folder: string): string =>
  isService(launch) ? `working_dir: ${folder}` : quoteForShell(['--workdir', folder]);
