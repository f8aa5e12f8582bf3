import picocolors from 'picocolors';
import type { ContainerRecord, EngineFacts, GpuFacts, LiveFacts } from '../../model/live/facts';
import { visible } from '../../reporters/text/visible';
import { padEnd } from '../../reporters/text/width';
import { quoteForShell } from '../../text/shell-quote';

/** What was found of the engine, for people: its machine, GPUs, images and containers. Findings follow in a report of their own. */
export function overviewOf({ engine, images, containers }: LiveFacts, color: boolean): string {
  const { bold, dim } = picocolors.createColors(color);
  const rows = [
    [bold('engine'), visible(engineLine(engine))],
    ...gpuRows(engine).map((row) => [bold('gpu'), visible(row)]),
    ...images.map(({ name, facts }) => [
      bold('image'),
      visible(
        facts ? `${name}  ${dated(facts.created)}  ${sizeOf(facts.bytes)}  ${facts.platform ?? ''}` : `${name}  isn't there`,
      ),
    ]),
    ...containers.map((container) => [bold('container'), visible(containerLine(container))]),
  ];
  const width = 'container'.length;
  const lines = rows.map(([title = '', text = '']) => `${padEnd(title, width)}  ${text}`.trimEnd());
  const last = containers.filter(({ log, isRunning }) => !isRunning && log !== undefined && log.last.length > 0);
  const logs = last.flatMap(({ name, log }) => [
    '',
    bold(`The log of ${visible(name)} ends with`),
    ...log!.last.map((line) => dim(`  ${visible(line)}`)),
  ]);
  return `${[...lines, ...logs].join('\n')}\n`;
}

function engineLine({ words, engine, info, freeBytes }: EngineFacts): string {
  const name = quoteForShell(words);
  const parts = [
    `${name}${name === engine ? '' : ` (${engine})`} ${info.version ?? ''}`.trim(),
    info.platform,
    info.rootless ? 'rootless' : undefined,
    freeBytes === undefined ? undefined : `${sizeOf(freeBytes)} free`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

function gpuRows({ gpus, owners }: EngineFacts): readonly string[] {
  if (gpus === undefined) return ['on another machine'];
  if (gpus.kind === 'none') return ['no nvidia-smi'];
  if (gpus.kind === 'failed') return [gpus.reason];
  if (gpus.gpus.length === 0) return ['none'];
  return gpus.gpus.map((gpu) => {
    const by = gpus.processes
      .filter((process) => process.gpu === gpu.uuid)
      .map(({ pid }) => `${owners.get(pid)?.command ?? 'process'} ${pid}`);
    return [gpuLine(gpu), ...by].join('  ');
  });
}

function gpuLine({ index, name, memoryTotal, memoryUsed, utilization, temperature, mig }: GpuFacts): string {
  const unknown = (value: number | undefined, unit: string): string => `${value ?? '?'}${unit}`;
  const memory = `${unknown(memoryUsed, '')} of ${unknown(memoryTotal, ' MiB')}`;
  return `${index} ${name}${mig ? ' (MIG)' : ''}  ${memory}  ${unknown(utilization, ' %')}  ${unknown(temperature, ' °C')}`;
}

function containerLine({ name, image, state, exitCode, finished, started, isRunning }: ContainerRecord): string {
  const ended = exitCode === undefined ? state : `${state} (${exitCode})`;
  return [name, image ?? '', ended, isRunning ? `since ${dated(started)}` : dated(finished)].filter(Boolean).join('  ');
}

/** To the minute, UTC. */
const dated = (moment: string | undefined): string =>
  moment === undefined ? '' : `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const sizeOf = (bytes: number | undefined): string =>
  bytes === undefined ? '' : bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;

/** The reference's commands to look further, for each container. */
export function commandsFor({ engine, containers }: LiveFacts): string {
  const lines = containers
    .filter(({ isProbe }) => !isProbe)
    .flatMap(({ name, isRunning, workdir = '/' }) =>
      [
        isRunning ? ['logs', '--follow', name] : ['logs', name],
        ['inspect', '--format', '{{json .Mounts}}', name],
        ...(isRunning
          ? [
              ['exec', '-it', name, 'bash'],
              ['exec', name, 'ls', '-la', workdir],
              ['exec', name, 'nvidia-smi'],
            ]
          : []),
      ].map((words) => `  ${quoteForShell([...engine.words, ...words])}`),
    );
  return lines.length === 0 ? '' : `To look further:\n${lines.map(visible).join('\n')}\n`;
}
