import { type Part, partOf } from '../languages/docker';
import { joinPath } from '../text/path';
import { isMapping } from './fields';
import type { Processes } from './launchers';
import { repositoryPathOf } from './located';
import type { Surroundings } from './surroundings';

/**
 * The processes that the configuration file of `accelerate launch` asks for, on a machine with GPUs. Undefined if the command says it itself,
 * or the file isn't known. https://huggingface.co/docs/accelerate/package_reference/cli
 */
export function configuredProcesses(options: readonly Part[], surroundings: Surroundings): Processes | undefined {
  const { world, workdir, script } = surroundings;
  if (options.some(({ masked }) => overriding.test(masked))) return undefined;
  const at = options.findLastIndex(({ masked }) => /^--config[-_]file(?:=|$)/.test(masked));
  const option = options[at];
  const file = option?.text?.includes('=') ? option.text.slice(option.text.indexOf('=') + 1) : options[at + 1]?.text;
  if (!option || file === undefined || (workdir === undefined && !file.startsWith('/'))) return undefined;
  const path = repositoryPathOf(world.locate(file.startsWith('/') ? file : joinPath(workdir ?? '', file)));
  const document = path === undefined ? undefined : script.repository.yaml(path);
  if (!isMapping(document?.value)) return undefined;
  const { num_processes: count, num_machines: machines = 1, use_cpu: onCpu, distributed_type: type } = document.value;
  const span = document.valueSpan(['num_processes']);
  if (typeof count !== 'number' || !span || onCpu === true || !onGpus.has(String(type))) return undefined;
  // The number is that of all machines, which is divided among them: accelerate/utils/launch.py.
  const each = typeof machines === 'number' && machines > 0 ? count / machines : 0;
  if (each < 1 || !Number.isInteger(each)) return undefined;
  return {
    count: each,
    ...(each !== count && { machines: count / each }),
    part: partOf({ segments: [{ text: String(count), span }], span }),
  };
}

/** What the command line says of it instead. */
const overriding = /^--(?:num[-_](?:processes|machines)|cpu|use[-_]cpu|tpu|gpu[-_]ids|mpirun[-_]hostfile)(?:=|$)/;

const onGpus: ReadonlySet<string> = new Set(['MULTI_GPU', 'FSDP', 'DEEPSPEED', 'MEGATRON_LM']);
