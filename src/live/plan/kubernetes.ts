import { stringify } from 'yaml';
import { quoteForShell } from '../../text/shell-quote';
import { type JobCommand, verifyWords } from './command';
import type { Job } from './jobs';
import type { Plan } from './plan';

/** Where the pods find the repository, and what they run in. */
export interface ClusterOptions extends JobCommand {
  /** The address that git clones. */
  readonly repository: string;
  /** An image with Node.js, git, and a docker client. */
  readonly image: string;
}

/** MiB of a card's memory that drivers report less than its name says. */
const reservedMib = 1536;

/**
 * A Job for each of the plan's, as YAML documents. Scripts start containers on the node's engine, whose bind mounts name paths of the
 * node, so the clone is at the same path in the pod and on the node.
 */
export function planAsKubernetes(plan: Plan, options: ClusterOptions): string {
  const head = [
    `# The verification of examples, planned by cvl verify --plan kubernetes${plan.commit === undefined ? '' : ` at ${plan.commit}`}.`,
    "# Pods use the docker engine of their node through /var/run/docker.sock, so they have its rights: run them on nodes of their own. The GPU's",
    '# memory is read from the label nvidia.com/gpu.memory of GPU feature discovery. Evidence is in /var/lib/cvl-verify on the nodes.',
    '',
  ].join('\n');
  if (plan.jobs.length === 0) return `${head}# No example needs verifying.\n`;
  return (
    head +
    plan.jobs
      .map((job) => `---\n${stringify(manifest(job, plan, options), { lineWidth: 0, aliasDuplicateObjects: false })}`)
      .join('')
  );
}

function manifest(job: Job, { commit }: Plan, options: ClusterOptions) {
  const { gpus, timeoutMinutes, cpus, ramGb, name } = job;
  const folder = `/var/lib/cvl-verify/${name}`;
  const resources = { cpu: String(cpus), memory: `${Math.ceil(ramGb)}Gi` };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: `cvl-verify-${name}`, labels: { 'app.kubernetes.io/name': 'cvl-verify' } },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: timeoutMinutes * 60,
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': 'cvl-verify' } },
        spec: {
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          ...(gpus > 0 && { affinity: affinityOf(job), tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }] }),
          containers: [
            {
              name: 'verify',
              image: options.image,
              command: ['bash', '-c', scriptOf(job, folder, commit, options)],
              env: [{ name: 'HOME', value: `${folder}/home` }],
              resources: {
                requests: resources,
                limits: { memory: resources.memory, ...(gpus > 0 && { 'nvidia.com/gpu': String(gpus) }) },
              },
              volumeMounts: [
                { name: 'work', mountPath: folder },
                { name: 'engine', mountPath: '/var/run/docker.sock' },
              ],
            },
          ],
          volumes: [
            { name: 'work', hostPath: { path: folder, type: 'DirectoryOrCreate' } },
            { name: 'engine', hostPath: { path: '/var/run/docker.sock', type: 'Socket' } },
          ],
        },
      },
    },
  };
}

/** Nodes whose cards are large enough. */
const affinityOf = ({ vramGb }: Job) => ({
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        { matchExpressions: [{ key: 'nvidia.com/gpu.memory', operator: 'Gt', values: [String(vramGb * 1024 - reservedMib)] }] },
      ],
    },
  },
});

const scriptOf = ({ examples }: Job, folder: string, commit: string | undefined, options: ClusterOptions): string =>
  [
    'set -euo pipefail',
    `mkdir -p ${quoteForShell([`${folder}/home`])}`,
    `cd ${quoteForShell([folder])}`,
    'rm -rf repository',
    `git clone -- ${quoteForShell([options.repository])} repository`,
    'cd repository',
    ...(commit === undefined ? [] : [`git checkout --detach ${commit}`]),
    quoteForShell([...verifyWords(options, `${folder}/evidence`), '--', ...examples]),
    '',
  ].join('\n');
