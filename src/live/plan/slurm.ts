import { quoteForShell } from '../../text/shell-quote';
import { type JobCommand, verifyWords } from './command';
import type { Job } from './jobs';
import type { Plan } from './plan';

/**
 * One Bash script that submits itself: an array for each class of machine, in which each task verifies the examples of one job. Tasks
 * are numbered through all arrays.
 */
export function planAsSlurm(plan: Plan, command: JobCommand): string {
  const tasks = plan.jobs.map((job, number) => `  ${number}) examples=(${quoteForShell(job.examples)}) ;; # ${job.name}`);
  return `#!/usr/bin/env bash
# The verification of examples, planned by cvl verify --plan slurm${plan.commit === undefined ? '' : ` at ${plan.commit}`}.
# Run it from the root of the repository, on a file system that the nodes share: bash FILE. Words after it go to sbatch, such as
# --partition gpu. CVL_EVIDENCE is the folder for the evidence. --constraint names features of nodes: give yours these names, or set
# CVL_CONSTRAINTS=no.
set -euo pipefail

export CVL_EVIDENCE="\${CVL_EVIDENCE:-$PWD/cvl-evidence}"

if [[ -z "\${SLURM_ARRAY_TASK_ID:-}" ]]; then
  constraint() { if [[ "\${CVL_CONSTRAINTS:-yes}" == yes ]]; then echo "--constraint=$1"; fi; }
  mkdir -p "$CVL_EVIDENCE"
${submissions(plan.jobs).join('\n')}
  exit 0
fi

case "$SLURM_ARRAY_TASK_ID" in
${tasks.join('\n')}
  *) echo "There is no task $SLURM_ARRAY_TASK_ID." >&2; exit 2 ;;
esac
cd "\${SLURM_SUBMIT_DIR:-.}"
exec ${quoteForShell(verifyWords(command, '')).replace(/''$/, '"$CVL_EVIDENCE"')} -- "\${examples[@]}"
`;
}

/** A line for each class: consecutive jobs that need the same. */
function submissions(jobs: readonly Job[]): readonly string[] {
  const classes: { readonly first: number; readonly members: Job[] }[] = [];
  for (const [number, job] of jobs.entries()) {
    const last = classes.at(-1);
    if (last && isSameClass(last.members[0]!, job)) last.members.push(job);
    else classes.push({ first: number, members: [job] });
  }
  if (classes.length === 0) return ['  echo "No example needs verifying."'];
  return classes.map(({ first, members }) => `  sbatch ${optionsOf(first, members)} "$@" "$0"`);
}

const isSameClass = (a: Job, b: Job): boolean => a.gpus === b.gpus && a.vramGb === b.vramGb;

function optionsOf(first: number, members: readonly Job[]): string {
  const most = (of: (job: Job) => number): number => Math.max(...members.map(of));
  const { gpus, vramGb } = members[0]!;
  const range = members.length === 1 ? String(first) : `${first}-${first + members.length - 1}`;
  const options = [
    '--job-name=cvl-verify',
    `--array=${range}`,
    `--cpus-per-task=${most(({ cpus }) => cpus)}`,
    `--mem=${Math.ceil(most(({ ramGb }) => ramGb))}G`,
    `--tmp=${most(({ diskGb }) => diskGb)}G`,
    `--time=${most(({ timeoutMinutes }) => timeoutMinutes)}`,
    '--output="$CVL_EVIDENCE/slurm-%A_%a.log"',
  ];
  return gpus === 0 ? options.join(' ') : [...options, `--gres=gpu:${gpus}`, `$(constraint vram-${vramGb}gb)`].join(' ');
}
