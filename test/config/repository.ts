import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtins } from '../../src/cli/builtin';
import { ConfigurationError } from '../../src/config/errors';
import { type LoadOptions, loadConfiguration } from '../../src/config/load';
import type { Configuration } from '../../src/config/types';

const made: string[] = [];

/** Writes files to a new folder, removed after the tests, and gives its path. */
export function repositoryOf(files: { readonly [path: string]: string }): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'cvl-configuration-')));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

export const load = (root: string, options: Partial<LoadOptions> = {}): Promise<Configuration> =>
  loadConfiguration({ builtins, cwd: root, root, allowCode: true, commandLineRules: [], ...options });

/** The lines of the error that loading ends with. */
export async function mistakes(root: string, options: Partial<LoadOptions> = {}): Promise<string[]> {
  try {
    await load(root, options);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message.split('\n');
  }
  throw new Error('the configuration was accepted');
}

/** `.cvlrc` with some text, alone in a repository. */
export const configured = (text: string, more: { readonly [path: string]: string } = {}): string =>
  repositoryOf({ '.cvlrc': text, ...more });
