import type { CallOptions } from './call';
import { askJsonLines, type Engine } from './engine';
import { type Answer, answer } from './fault';
import { at, numberAt, textAt } from './json';
import { bytesOf } from './sizes';

/** What a running container uses now. */
export interface ContainerStats {
  /** 100 is one processor. */
  readonly cpuPercent: number | undefined;
  readonly memoryBytes: number | undefined;
  /** Its limit, or the machine's memory. */
  readonly memoryLimitBytes: number | undefined;
  readonly processes: number | undefined;
}

/** Takes an engine a second or two. Undefined if the container doesn't run. */
export async function containerStats(
  engine: Engine,
  container: string,
  options?: CallOptions,
): Promise<Answer<ContainerStats | undefined>> {
  const format = engine.client === 'podman' ? 'json' : '{{json .}}';
  const found = await askJsonLines(engine, ['stats', '--no-stream', '--format', format, container], options);
  if (!found.ok) return found;
  const [row] = found.value;
  return answer(row === undefined ? undefined : readStats(row));
}

function readStats(row: unknown): ContainerStats {
  const [used = '', limit = ''] = (textAt(row, 'MemUsage') ?? textAt(row, 'mem_usage') ?? '').split('/');
  return {
    cpuPercent: percent(textAt(row, 'CPUPerc') ?? textAt(row, 'cpu_percent')),
    memoryBytes: bytesOf(used),
    memoryLimitBytes: bytesOf(limit),
    processes: numberAt({ count: Number(at(row, 'PIDs') ?? at(row, 'pids')) }, 'count'),
  };
}

const percent = (text: string | undefined): number | undefined => numberAt({ value: Number.parseFloat(text ?? '') }, 'value');
