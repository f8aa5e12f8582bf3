import { resolve } from 'node:path';
import type { LintResult } from '../../api/finding';
import type { Reporter, ReporterOptions, View } from '../../api/reporter';
import { ConfigurationError } from '../../config/errors';
import type { Configuration } from '../../config/types';
import { WriteError } from '../../files/problem';
import { builtinReporters, loadReporter } from '../../reporters/index';
import { visible } from '../../reporters/text/visible';
import { closest } from '../../text/closest';
import { question } from '../../text/sentence';
import { note, terminalWidth, toEndOfFile, toFile, wantsColor, write } from '../output';

/** A report and where it goes: to a file, or to standard output. */
export interface Output {
  readonly reporter: Reporter;
  readonly file: string | undefined;
}

/** Finds the reporters of `--format NAME[:FILE]`. Throws ConfigurationError. */
export async function chooseReporters(
  formats: readonly string[],
  outputFile: string | undefined,
  configuration: Configuration,
): Promise<readonly Output[]> {
  const outputs: Output[] = [];
  for (const format of formats) {
    const colon = format.indexOf(':');
    const name = colon < 0 ? format : format.slice(0, colon);
    const file = colon < 0 ? outputFile : format.slice(colon + 1);
    const reporter = configuration.reporters.get(name) ?? (await loadReporter(name));
    if (!reporter) {
      const names = [...Object.keys(builtinReporters), ...configuration.reporters.keys()];
      const meant = closest(name, names);
      throw new ConfigurationError(
        `There is no format ${JSON.stringify(name)}.${question(meant)} Known formats: ${names.join(', ')}.`,
      );
    }
    outputs.push({ reporter, file });
  }
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw new ConfigurationError(
      'Only one format can go to standard output. Give the others a file, as in --format sarif:cvl.sarif.',
    );
  }
  return outputs;
}

/** Writes every report that can be written. False: one couldn't, and standard error says why. */
export async function report(
  result: LintResult,
  outputs: readonly Output[],
  { color, cwd, view }: { readonly color: boolean | undefined; readonly cwd: string; readonly view: View },
): Promise<boolean> {
  let isWhole = true;
  const attempt = async (act: Promise<void>): Promise<void> => {
    try {
      await act;
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      isWhole = false;
      await note(visible(error.message));
    }
  };
  for (const { reporter, file } of outputs) {
    const options = { ...(await reporterOptions(color, file !== undefined, cwd)), view };
    const text = await reportOf(reporter, result, options);
    isWhole &&= text !== undefined;
    if (text === undefined) continue;
    await attempt(file === undefined ? write(text) : toFile(result.root, resolve(cwd, file), text));
    for (const attachment of reporter.attachments?.(result, options) ?? [])
      await attempt(toEndOfFile(result.root, resolve(cwd, attachment.path), attachment.text));
  }
  return isWhole;
}

/** The report; undefined where a plugin's reporter failed, which is said on standard error. */
async function reportOf(reporter: Reporter, result: LintResult, options: ReporterOptions): Promise<string | undefined> {
  try {
    return await reporter.report(result, options);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ReporterFailure')) throw error;
    await note(visible(error.message));
    return undefined;
  }
}

async function reporterOptions(colorFlag: boolean | undefined, toFile: boolean, cwd: string): Promise<ReporterOptions> {
  const width = toFile ? undefined : terminalWidth();
  const color = wantsColor(toFile ? (colorFlag ?? false) : colorFlag, process.env, process.stdout);
  return {
    color,
    hyperlinks: color && width !== undefined && (await import('supports-hyperlinks')).createSupportsHyperlinks(process.stdout),
    ...(width !== undefined && { width }),
    env: process.env,
    cwd,
  };
}
