import { readFileSync, statSync } from 'node:fs';
import type { GpuFacts, GpuProcess, GpuReading, ProcessOwner } from '../../model/live/facts';
import { type Called, type CallOptions, call } from './call';

/** Calls a program: on this machine, or in a container. */
export type CallProgram = (words: readonly string[], options?: CallOptions) => Promise<Called>;

const always = ['index', 'name', 'uuid', 'memory.total', 'memory.used', 'utilization.gpu', 'temperature.gpu'];
/** Drivers since R450 know them. */
const newer = ['mig.mode.current', 'driver_version'];
const processFields = ['gpu_uuid', 'pid', 'used_gpu_memory'];
const format = '--format=csv,noheader,nounits';

/** Reads the GPUs and who uses them. Never rejects. */
export async function readGpus(callProgram: CallProgram = call, options?: CallOptions): Promise<GpuReading> {
  const query = (fields: readonly string[]): Promise<Called> =>
    callProgram(['nvidia-smi', `--query-gpu=${fields.join(',')}`, format], options);
  const first = await query([...always, ...newer]);
  const called = isUnknownField(first) ? await query(always) : first;
  if (called.ended === 'unstarted' || called.code === 127) return { kind: 'none' };
  if (called.ended !== 'exited' || called.code !== 0) {
    const said = (called.stdout + called.stderr).trim().split('\n')[0] ?? '';
    if (/no devices were found/i.test(said)) return { kind: 'gpus', gpus: [], processes: [] };
    const ending = called.ended === 'exited' ? `exit code ${called.code}` : called.ended;
    return { kind: 'failed', reason: said === '' ? `nvidia-smi failed (${ending}).` : sentenceOf(said) };
  }
  const apps = await callProgram(['nvidia-smi', `--query-compute-apps=${processFields.join(',')}`, format], options);
  return { kind: 'gpus', gpus: parseGpus(called.stdout), processes: apps.code === 0 ? parseProcesses(apps.stdout) : [] };
}

/** Only the memory and the load, for polling several times a second. Undefined if there is nothing to read. */
export async function pollGpus(callProgram: CallProgram = call, options?: CallOptions): Promise<readonly GpuFacts[] | undefined> {
  const called = await callProgram(['nvidia-smi', `--query-gpu=${always.join(',')}`, format], options);
  return called.ended === 'exited' && called.code === 0 ? parseGpus(called.stdout) : undefined;
}

const isUnknownField = ({ code, stdout, stderr }: Called): boolean =>
  code !== 0 && /not a valid field to query/i.test(stdout + stderr);

const sentenceOf = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Rows of `--query-gpu`. What isn't a row is left out. */
function parseGpus(csv: string): readonly GpuFacts[] {
  return rowsOf(csv).flatMap((cells) => {
    const [index = '', name = '', uuid = '', total = '', used = '', utilization = '', temperature = '', mig = '', driver] = cells;
    if (!/^\d+$/.test(index) || cells.length < always.length) return [];
    return [
      {
        index: Number(index),
        name,
        uuid,
        memoryTotal: figure(total),
        memoryUsed: figure(used),
        utilization: figure(utilization),
        temperature: figure(temperature),
        mig: mig === 'Enabled',
        driver: driver === undefined || isMissing(driver) ? undefined : driver,
      },
    ];
  });
}

/** Rows of `--query-compute-apps`. */
const parseProcesses = (csv: string): readonly GpuProcess[] =>
  rowsOf(csv).flatMap(([gpu = '', pid = '', memory = '']) =>
    /^\d+$/.test(pid) ? [{ gpu, pid: Number(pid), memoryUsed: figure(memory) }] : [],
  );

const rowsOf = (csv: string): readonly (readonly string[])[] =>
  csv
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(',').map((cell) => cell.trim()));

/** `[N/A]`, `[Not Supported]`, `[Insufficient Permissions]`, `[Unknown Error]`. */
const isMissing = (cell: string): boolean => cell === '' || /^\[.*\]$/.test(cell) || cell === 'N/A';

function figure(cell: string): number | undefined {
  const value = isMissing(cell) ? Number.NaN : Number.parseFloat(cell);
  return Number.isFinite(value) ? value : undefined;
}

/** `proc`: where the system shows its processes. */
export function ownerOf(pid: number, proc = '/proc'): ProcessOwner {
  const read = <Value>(act: () => Value): Value | undefined => {
    try {
      return act();
    } catch {
      return undefined; // ended meanwhile, another user's, another machine's, or no such file system
    }
  };
  const cgroup = read(() => readFileSync(`${proc}/${pid}/cgroup`, 'utf8')) ?? '';
  return {
    command: read(() => readFileSync(`${proc}/${pid}/comm`, 'utf8').trim()),
    uid: read(() => statSync(`${proc}/${pid}`).uid),
    container: /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/.exec(cgroup)?.[0],
  };
}
