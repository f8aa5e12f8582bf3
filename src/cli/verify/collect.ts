import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationError } from '../../config/errors';
import { findRoot } from '../../config/places';
import type { Project } from '../../engine/project';
import { reasonOf } from '../../files/problem';
import type { Evidence } from '../../live/evidence/evidence';
import { readEvidence } from '../../live/evidence/read';
import { writeCollected } from '../../live/evidence/write';
import { recordOf } from '../../live/record/note';
import { writeRecord } from '../../live/record/write';
import type { Example } from '../../model/targets';
import { plural } from '../../reporters/summary';
import { visible } from '../../reporters/text/visible';
import { note, write } from '../output';

/**
 * Merges evidence of many machines into one report. `writes`: the repository in which the metadata of the examples that passed is
 * written.
 */
export async function collectEvidence(
  folder: string,
  output: string | undefined,
  writes?: () => Promise<Project>,
): Promise<void> {
  if (!existsSync(folder)) throw new ConfigurationError(`--collect ${folder}: no such folder.`);
  const root = realpathSync(findRoot(process.cwd()));
  const { found, problems } = readEvidence(resolve(folder));
  for (const problem of problems) await note(visible(problem));
  if (found.length === 0) throw new ConfigurationError(`--collect ${folder}: there is no evidence below it.`);
  const all = found.map(({ evidence }) => evidence);
  writeCollected(root, resolve(output ?? folder), all);
  for (const { verdict, example, steps } of all) {
    const cause = steps.find((step) => step.verdict === 'failed')?.summary;
    await write(`${verdict.padEnd(10)} ${visible(example)}${cause === undefined ? '' : `  ${visible(cause)}`}\n`);
  }
  const passed = all.filter(({ verdict }) => verdict === 'passed');
  await write(
    `${passed.length} of ${plural(all.length, 'example')} passed. The report is in ${visible(resolve(output ?? folder))}.\n`,
  );
  process.exitCode = passed.length === all.length ? 0 : 1;
  if (!writes || passed.length === 0) return;
  const { repository } = await writes();
  for (const evidence of passed) await writeMetadata(root, ofExample(evidence, repository.examples));
}

/** Evidence says which file is an example's metadata, but it comes from elsewhere: it counts only where the repository says so, too. */
function ofExample(evidence: Evidence, examples: readonly Example[]): Evidence {
  const { metadata, ...rest } = evidence;
  const example = examples.find(({ folder }) => (folder || '.') === evidence.example);
  return metadata !== undefined && example?.metadata?.path === metadata ? evidence : rest;
}

/** Puts a verification that passed into the metadata. What can't be written is said, and the exit code is 2. */
export async function writeMetadata(root: string, evidence: Evidence): Promise<void> {
  const { metadata, example } = evidence;
  try {
    if (metadata === undefined) throw new Error('It has no metadata file.');
    await writeRecord(root, metadata, recordOf(evidence));
    await note(visible(`${metadata} has the verification.`));
  } catch (error) {
    process.exitCode = 2;
    const reason = metadata === undefined ? 'It has no metadata file.' : reasonOf(error);
    await note(visible(`The verification of ${example} is not written into its metadata. ${reason}`));
  }
}
