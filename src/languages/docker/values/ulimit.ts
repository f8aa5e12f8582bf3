import { parseInteger } from './numbers';

const kinds = 'core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack'.split(' ');

/** A resource limit. */
export interface UlimitValue {
  readonly name: string;
  /** -1 is unlimited. */
  readonly soft: number;
  readonly hard: number;
}

/** units.ParseUlimit: `name=soft[:hard]`, or the client's refusal. */
export function parseUlimit(text: string): UlimitValue | string {
  const at = text.indexOf('=');
  if (at < 0) return `invalid ulimit argument: ${text}`;
  const name = text.slice(0, at);
  if (!kinds.includes(name)) return `invalid ulimit type: ${name}`;
  const limits = text.slice(at + 1).split(':');
  if (limits.length > 2)
    return `too many limit value arguments - ${text.slice(at + 1)}, can only have up to two, \`soft[:hard]\``;
  const hard = limits[1] === undefined ? undefined : parseInteger(limits[1], 64, true);
  if (typeof hard === 'string') return hard;
  const soft = parseInteger(limits[0]!, 64, true);
  if (typeof soft === 'string') return soft;
  const ceiling = hard ?? soft;
  const above = 'ulimit soft limit must be less than or equal to hard limit: ';
  if (ceiling !== -1n && soft === -1n) return `${above}soft: -1 (unlimited), hard: ${ceiling}`;
  if (ceiling !== -1n && soft > ceiling) return `${above}${soft} > ${ceiling}`;
  return { name, soft: Number(soft), hard: Number(ceiling) };
}
