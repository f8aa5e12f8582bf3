import type { ShellScript } from '../../src/api';

/** Whether a POSIX-like shell reads the script: by its first line, or because nothing is said. */
export const isShell = ({ shebang }: ShellScript): boolean =>
  shebang === undefined || /(^|\/|\s)(ba|da|k)?sh(\s|$)/.test(shebang);

/** Whether the script's first line hands options such as `-e` to the shell. */
export const shebangOptions = ({ shebang }: ShellScript): string => /\s(-\S+)$/.exec(shebang ?? '')?.[1] ?? '';
