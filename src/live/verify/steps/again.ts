import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Problem, Step } from '../../evidence/evidence';
import { causeOf, interruptionOf, seconds } from '../causes';
import type { JudgedRuns } from '../judge-runs';
import type { Observation } from '../observe';
import { stepOf, summaryOf, verdictOfProblems } from './step';

/** A line of a log that says that something is downloaded: the verification reference's "Downloading", and huggingface_hub's words. */
const downloads = /\bdownload(?:ing|ed)\b|\bFetching \d{1,9} files\b/i;

/** Whether a second run, with the caches of the first, downloads nothing. */
export async function againStep(
  { logs, timeoutMs }: { readonly logs: string; readonly timeoutMs: number },
  firstSeconds: number,
  second: Observation,
  judged: JudgedRuns,
): Promise<Step> {
  const cause = causeOf(second, judged.findings, logs, timeoutMs);
  const lines = await linesWith(
    downloads,
    second.logNames.map((name) => join(logs, name)),
  );
  const problems: Problem[] = [];
  const [line] = lines;
  if (cause !== undefined) problems.push({ severity: 'error', check: 'verify/second-run', message: cause });
  else if (line !== undefined)
    problems.push({
      severity: 'error',
      check: 'verify/downloads-again',
      message: `The second run downloads again: "${line.trim().slice(0, 200)}". Mount the cache from the host, such as ~/.cache/huggingface.`,
    });
  const interruption = interruptionOf(second);
  return stepOf({
    step: 'again',
    stage: second.stage,
    verdict: interruption !== undefined ? 'interrupted' : verdictOfProblems(problems),
    seconds: second.end.seconds,
    summary:
      interruption ??
      summaryOf(
        problems,
        `The second run downloaded nothing, and took ${seconds(second.end.seconds)} instead of ${seconds(firstSeconds)}.`,
      ),
    problems,
    logs: second.logNames,
  });
}

async function linesWith(pattern: RegExp, files: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of files) {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      if (found.length < 5 && pattern.test(line.slice(0, 2000))) found.push(line);
    }
  }
  return found;
}

/** Whether it also runs from another folder than its own. */
export function elsewhereStep(
  { logs, timeoutMs }: { readonly logs: string; readonly timeoutMs: number },
  second: Observation,
  judged: JudgedRuns,
  outputs: Step,
): Step {
  const cause = causeOf(second, judged.findings, logs, timeoutMs);
  const interruption = interruptionOf(second);
  const problems: Problem[] =
    cause === undefined
      ? [...outputs.problems]
      : [{ severity: 'error', check: 'verify/other-folder', message: `Started in another folder: ${cause}` }];
  return stepOf({
    step: 'elsewhere',
    stage: second.stage,
    verdict: interruption !== undefined ? 'interrupted' : verdictOfProblems(problems),
    seconds: second.end.seconds,
    summary: interruption ?? summaryOf(problems, 'It also runs from another folder.'),
    problems,
    logs: second.logNames,
  });
}
