import { join } from 'node:path';
import { writeReport } from '../../files/report';
import type { Evidence } from './evidence';
import { evidenceAsJunit } from './junit';
import { evidenceAsHtml } from './page';
import { evidenceName } from './read';

/** Writes the evidence of one example alone, as it is while it grows. Throws WriteError. */
export function writeGrowing(root: string, folder: string, evidence: Evidence): void {
  writeReport(root, join(folder, evidenceName), `${JSON.stringify(evidence, null, 1)}\n`);
}

/** Writes the evidence of one example, and its reports, into a folder. `root`: the real path of the repository. Throws WriteError. */
export function writeEvidence(root: string, folder: string, evidence: Evidence): void {
  writeGrowing(root, folder, evidence);
  writeReport(root, join(folder, 'report.html'), evidenceAsHtml([evidence]));
  writeReport(root, join(folder, 'junit.xml'), evidenceAsJunit([evidence]));
}

/** Writes one report of many. */
export function writeCollected(root: string, folder: string, all: readonly Evidence[]): void {
  writeReport(
    root,
    join(folder, 'verification.json'),
    `${JSON.stringify({ format: 'cvl-verifications/1', examples: all }, null, 1)}\n`,
  );
  writeReport(root, join(folder, 'report.html'), evidenceAsHtml(all));
  writeReport(root, join(folder, 'junit.xml'), evidenceAsJunit(all));
}
