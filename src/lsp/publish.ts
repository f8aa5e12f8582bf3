import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import type { LintResult } from '../api/finding';
import type { Repository } from '../model/targets';
import { isBelow, joinPath, nameOf } from '../text/path';
import { byFile, diagnosticOf } from './diagnostics';
import { type Positions, positionsIn } from './positions';

export interface PublisherOptions {
  readonly packageRoot: string;
  uriOf(path: string): string;
  versionOf(path: string): number | undefined;
  publish(diagnostics: PublishDiagnosticsParams): void;
}

/** Sends what has changed of the diagnostics of one repository, and clears what is gone. */
export function publisher({ packageRoot, uriOf, versionOf, publish }: PublisherOptions) {
  const sent = new Map<string, string>();

  function send(path: string, diagnostics: readonly Diagnostic[]): void {
    const version = versionOf(path);
    // An editor moves what it shows while its user types, so the same again is sent for each version.
    const text = diagnostics.length === 0 ? '' : JSON.stringify([version, diagnostics]);
    if ((sent.get(path) ?? '') === text) return;
    if (text === '') sent.delete(path);
    else sent.set(path, text);
    publish({ uri: uriOf(path), diagnostics: [...diagnostics], ...(version !== undefined && { version }) });
  }

  return {
    /** Sends a judgment of some paths. */
    judged(repository: Pick<Repository, 'list'>, result: LintResult, paths: readonly string[]): void {
      const shownFile = (file: string): string => fileFor(file, repository, result);
      const texts = new Map<string, Positions | undefined>();
      const positionsOf = (file: string): Positions | undefined => {
        if (!texts.has(file)) {
          const text = result.text(file);
          texts.set(file, text === undefined ? undefined : positionsIn(text));
        }
        return texts.get(file);
      };
      const rules = new Map(result.rules.map((rule) => [rule.id, rule]));
      const context = { packageRoot, rules, shownFile, uriOf, positionsOf };
      const found = byFile(result, shownFile);
      const isJudged = (path: string): boolean => paths.some((each) => path === each || isBelow(path, each));
      for (const path of [...sent.keys()].filter((each) => isJudged(each) && !found.has(each))) send(path, []);
      for (const [path, findings] of found)
        send(
          path,
          findings.map((finding) => diagnosticOf(finding, context)),
        );
    },
    /** Clears all that isn't below some paths. */
    keepOnly(paths: readonly string[]): void {
      for (const path of [...sent.keys()]) if (!paths.some((each) => path === each || isBelow(path, each))) send(path, []);
    },
  };
}

/** A file that stands for a folder: its README, or the first that it has. */
function fileFor(path: string, { list }: Pick<Repository, 'list'>, { text }: LintResult): string {
  if (text(path) !== undefined) return path;
  const names = list(path)
    .filter(({ kind }) => kind === 'file')
    .map(({ name }) => name);
  const found = names.find((name) => /^readme\b/i.test(nameOf(name))) ?? names[0];
  return found === undefined ? path : joinPath(path, found);
}
