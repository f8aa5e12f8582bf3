import type { FlagUse } from '../arguments';
import { isAddress } from './checks';
import { parseInteger } from './numbers';

interface PortMapping {
  /** The address of the host. Empty for all. */
  readonly address: string;
  /** `8080`, `8080-8090`, or empty where the engine picks one. */
  readonly host: string;
  /** `80`, `80-90`. */
  readonly container: string;
  readonly protocol: string;
}

/** One `--publish`. */
export interface PortUse {
  /** Undefined where any of it is unknown. */
  readonly mapping: PortMapping | undefined;
  readonly flag: FlagUse;
}

/** `-p`: `[address:][host:]container[/protocol]`, or `published=…,target=…`. A string is the client's refusal. */
export function parsePublish(text: string): PortMapping | string {
  if (!text.includes('=')) return parsePort(text);
  const fields: Record<string, string> = { protocol: 'tcp' };
  for (const field of text.split(',')) {
    const at = field.indexOf('=');
    if (at <= 0) return `invalid publish opts format (should be name=value but got '${field}')`;
    fields[field.slice(0, at)] = field.slice(at + 1);
  }
  return parsePort(`${fields['published'] ?? ''}:${fields['target'] ?? ''}/${fields['protocol']}`);
}

function parsePort(text: string): PortMapping | string {
  const parts = text.split(':');
  const [container, protocol] = splitProtocol(parts.at(-1)!);
  const host = parts.at(-2) ?? '';
  let address = parts.slice(0, -2).join(':');
  if (address.startsWith('[')) {
    const inner = /^\[([^\]]*)\]$/.exec(address);
    if (!inner) return `invalid IP address ${address}: address ${address}:: missing ']' in address`;
    address = inner[1]!;
  }
  if (address !== '' && !isAddress(address)) return `invalid IP address: ${address}`;
  if (container === '') return `no port specified: ${text}<empty>`;
  const inside = parseRange(container);
  if (!Array.isArray(inside)) return `invalid containerPort: ${container}`;
  const outside = host === '' ? undefined : parseRange(host);
  if (outside && !Array.isArray(outside)) return `invalid hostPort: ${host}`;
  const width = (range: readonly [number, number]): number => range[1] - range[0];
  if (Array.isArray(outside) && width(inside) !== width(outside) && width(inside) > 0)
    return `invalid ranges specified for container and host Ports: ${container} and ${host}`;
  if (!['tcp', 'udp', 'sctp'].includes(protocol.toLowerCase())) return `invalid proto: ${protocol}`;
  return { address, host, container, protocol: protocol.toLowerCase() };
}

function splitProtocol(text: string): [port: string, protocol: string] {
  const [port = '', protocol = ''] = text.split('/');
  return port === '' ? ['', ''] : [port, protocol === '' ? 'tcp' : protocol];
}

/** nat.ParsePortRange. A string is its refusal. */
function parseRange(text: string): [number, number] | string {
  if (text === '') return 'empty string specified for ports';
  const [first = '', second = first] = text.split('-');
  const start = parseInteger(first, 16, false);
  if (typeof start === 'string') return start;
  const end = parseInteger(second, 16, false);
  if (typeof end === 'string') return end;
  return end < start ? `invalid range specified for port: ${text}` : [Number(start), Number(end)];
}

/** `--expose`: the client's refusal, or undefined. */
export function checkExpose(text: string): string | undefined {
  if (text.includes(':')) return `invalid port format for --expose: ${text}`;
  const range = parseRange(splitProtocol(text)[0]);
  return Array.isArray(range) ? undefined : `invalid range format for --expose: ${text}, error: ${range}`;
}
