import { shorten } from '../../reporters/text/visible';
import type { Evidence, Step } from '../evidence/evidence';

/** What the metadata's `verification` says of a verification. */
export interface VerificationRecord {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** What was verified, on what, how much memory it took, and what wasn't. One line. */
  readonly note: string;
  /** For files that have a status. */
  readonly status: 'VERIFIED' | 'PARTIAL';
}

export function recordOf(evidence: Evidence): VerificationRecord {
  const { extent, ended } = evidence;
  const sentences = [verified(evidence), memory(evidence), progress(evidence), limits(evidence)];
  return {
    day: ended.slice(0, 10),
    note: shorten(plain(sentences.filter((sentence) => sentence !== '').join(' ')), longestNote),
    status: extent.quick || Object.keys(extent.variables).length > 0 ? 'PARTIAL' : 'VERIFIED',
  };
}

/** Names of cards and metrics come from elsewhere: what isn't printed, or breaks a line, isn't written into a file. */
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, ' ');

/** UTF-16 units. */
const longestNote = 1000;

function verified({ steps, machine, commit, uncommitted }: Evidence): string {
  const stages = [...new Set(steps.flatMap(({ step, stage, verdict }) => (isDone(step, verdict) ? (stage?.name ?? step) : [])))];
  const others = [
    ...(steps.some(({ step, verdict }) => step === 'again' && verdict === 'passed') ? ['a second run without downloads'] : []),
    ...(steps.some(({ step, verdict }) => step === 'elsewhere' && verdict === 'passed') ? ['a run from another folder'] : []),
  ];
  const where =
    commit === undefined ? '' : ` at ${commit.slice(0, 8)}${uncommitted.length > 0 ? ' with uncommitted changes' : ''}`;
  return `Verified ${inWords([...stages, ...others])}${where} on ${hardware(machine)}.`;
}

const isDone = (step: Step['step'], verdict: Step['verdict']): boolean =>
  (step === 'build' || step === 'run') && (verdict === 'passed' || verdict === 'warning');

function hardware({ gpus }: Evidence['machine']): string {
  const [first] = gpus;
  if (!first) return 'CPU only';
  const size = first.memoryMib === null ? '' : ` (${gigabytes(first.memoryMib)} VRAM)`;
  return `${gpus.length > 1 ? `${gpus.length}x ` : ''}${first.name}${size}`;
}

/** The largest peak of all stages. */
function memory({ steps }: Evidence): string {
  const peaks = steps.flatMap(({ facts }) => facts.flatMap(([name, value]) => (name === 'peak VRAM' ? value : [])));
  const largest = peaks.sort((a, b) => Number.parseFloat(b) - Number.parseFloat(a))[0];
  return largest === undefined ? '' : `Peak VRAM: ${largest}.`;
}

function progress({ steps }: Evidence): string {
  const metrics = steps.find(({ step, stage }) => step === 'metrics' && stage?.kind === 'training');
  const main = metrics?.facts.find(([name]) => name === 'main metric')?.[1];
  return main === undefined ? '' : `${main}.`;
}

function limits({ extent, steps }: Evidence): string {
  const variables = Object.entries(extent.variables).map(([name, value]) => `${name}=${value}`);
  const limited = variables.length > 0 ? `Limited by ${variables.join(' ')}.` : '';
  const missing = steps
    .filter(({ verdict }) => verdict === 'unknown')
    .map(({ step, stage }) => (stage ? `${step} of ${stage.name}` : step));
  return [limited, missing.length > 0 ? `Not judged: ${missing.join(', ')}.` : ''].filter((text) => text !== '').join(' ');
}

/** MiB as people write a card's memory: 24564 → `24GB`. */
export const gigabytes = (mib: number): string => `${Number((mib / 1024).toPrecision(mib >= 10_240 ? 2 : 3))}GB`;

function inWords(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? 'nothing';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
