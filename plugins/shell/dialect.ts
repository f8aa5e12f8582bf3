import type { ShellScript } from '../../src/api';

/** Whether a POSIX-like shell reads the script: its first line says so, or says nothing. */
export const isShell = ({ shebang }: ShellScript): boolean =>
  shebang === undefined || /(^|\/|\s)(ba|da|k)?sh(\s|$)/.test(shebang);

/** Options such as `-e` that the first line passes to the shell. */
export const shebangOptions = ({ shebang }: ShellScript): string => /\s(-\S+)$/.exec(shebang ?? '')?.[1] ?? '';
