import { stringify } from 'yaml';
import { quoteForShell } from '../../text/shell-quote';
import { type JobCommand, verifyWords } from './command';
import type { Job } from './jobs';
import type { Plan } from './plan';

/** GitHub starts no matrix of more jobs. */
const largestMatrix = 256;

/** A workflow with a matrix: a job on a runner of the right size for each of the plan's, and one that collects the evidence. */
export function planAsWorkflow(plan: Plan, command: JobCommand): string {
  const parts = Math.max(1, Math.ceil(plan.jobs.length / largestMatrix));
  const ids = Array.from({ length: parts }, (_, index) => (parts === 1 ? 'verify' : `verify-${index + 1}`));
  const jobs = Object.fromEntries(
    ids.map((id, index) => [id, verifying(plan.jobs.slice(index * largestMatrix, (index + 1) * largestMatrix), command)]),
  );
  const workflow = {
    name: 'Verify examples',
    on: { workflow_dispatch: {} },
    permissions: { contents: 'read' },
    jobs: plan.jobs.length === 0 ? { nothing: nothingToDo } : { ...jobs, collect: collecting(ids, command) },
  };
  return `${head(plan)}${stringify(workflow, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

const head = ({ commit }: Plan): string =>
  [
    `# The verification of examples, planned by cvl verify --plan github${commit === undefined ? '' : ` at ${commit}`}.`,
    '# Runners need the labels that the matrix names, a container engine, and git; those with GPUs also nvidia-smi.',
    '',
  ].join('\n');

const nothingToDo = { 'runs-on': 'ubuntu-latest', steps: [{ run: 'echo "No example needs verifying."' }] };

/** Labels of a runner: a hosted one where it is enough, else `vram-24gb` is a card with at least 24 GB. */
function labelsOf({ gpus, vramGb, isSmall }: Job): readonly string[] {
  if (isSmall) return ['ubuntu-latest'];
  if (gpus === 0) return ['self-hosted', 'linux', 'large-disk'];
  return ['self-hosted', 'linux', 'gpu', ...(gpus > 1 ? [`gpus-${gpus}`] : []), `vram-${vramGb}gb`];
}

function verifying(jobs: readonly Job[], command: JobCommand) {
  return {
    name: '${{ matrix.name }}',
    strategy: {
      'fail-fast': false,
      matrix: {
        include: jobs.map((job) => ({
          name: job.name,
          runner: labelsOf(job),
          timeout: Math.min(job.timeoutMinutes, longestMinutes),
          examples: literal(job.examples.join('\n')),
        })),
      },
    },
    'runs-on': '${{ matrix.runner }}',
    'timeout-minutes': '${{ matrix.timeout }}',
    steps: [
      ...preparing,
      {
        name: 'Verify',
        env: { EXAMPLES: '${{ matrix.examples }}' },
        shell: 'bash',
        run: `mapfile -t examples <<< "$EXAMPLES"\n${quoteForShell(verifyWords(command, 'evidence'))} -- "\${examples[@]}"\n`,
      },
      {
        if: 'always()',
        uses: 'actions/upload-artifact@v4',
        with: { name: 'evidence-${{ matrix.name }}', path: 'evidence', 'if-no-files-found': 'error' },
      },
    ],
  };
}

/** What looks like an expression of GitHub's would be replaced by its value. */
const literal = (text: string): string => text.replaceAll('${{', "${{ '${{' }}");

/** GitHub's limit for a job on a runner of one's own is five days. */
const longestMinutes = 5 * 24 * 60;

const preparing = [
  { uses: 'actions/checkout@v4', with: { 'persist-credentials': false } },
  { uses: 'actions/setup-node@v4', with: { 'node-version': 22 } },
];

const collecting = (ids: readonly string[], { version }: JobCommand) => ({
  needs: [...ids],
  if: 'always()',
  'runs-on': 'ubuntu-latest',
  steps: [
    ...preparing,
    { uses: 'actions/download-artifact@v4', with: { pattern: 'evidence-*', 'merge-multiple': true, path: 'evidence' } },
    { name: 'Collect', run: `npx --yes cvl@${version} verify --collect evidence --output report --write` },
    { if: 'always()', name: 'Show what changed in the metadata', run: 'git diff | tee report/metadata.patch' },
    { if: 'always()', uses: 'actions/upload-artifact@v4', with: { name: 'report', path: 'report' } },
  ],
});
