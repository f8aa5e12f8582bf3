import { isIP } from 'node:net';
import type { ValueType } from '../flags';
import { quoted } from '../part';
import { parseCpus, parseDuration, parseInteger, parseSize } from './numbers';
import { refusalOf } from './refusal';
import { parseUlimit } from './ulimit';

/** The client's reason to refuse a value, or undefined. */
type Check = (text: string) => string | undefined;

const byType: Partial<Record<ValueType, Check>> = {
  bytes: (text) => refusalOf(parseSize(text)),
  decimal: (text) => refusalOf(parseCpus(text)),
  duration: (text) => refusalOf(parseDuration(text)),
  int: (text) => refusalOf(parseInteger(text, 64, true, true)),
  uint: (text) => refusalOf(parseInteger(text, 64, false, true)),
  uint16: (text) => refusalOf(parseInteger(text, 16, false, true)),
  ulimit: (text) => refusalOf(parseUlimit(text)),
};

const byName: Readonly<Record<string, Check>> = {
  attach: (text) => (/^std(in|out|err)$/i.test(text) ? undefined : 'valid streams are STDIN, STDOUT and STDERR'),
  'add-host': checkHost,
  'blkio-weight-device': (text) => checkDevice(text, checkWeight),
  'build-arg': checkEnvironment,
  'device-cgroup-rule': (text) =>
    /^[acb] ([0-9]+|\*):([0-9]+|\*) [rwm]{1,3}$/.test(text) ? undefined : `invalid device cgroup format '${text}'`,
  'device-read-bps': (text) => checkDevice(text, checkByteRate),
  'device-read-iops': (text) => checkDevice(text, checkRate),
  'device-write-bps': (text) => checkDevice(text, checkByteRate),
  'device-write-iops': (text) => checkDevice(text, checkRate),
  dns: (text) => (isAddress(text) ? undefined : `IP address is not correctly formatted: ${text}`),
  'dns-search': checkDomain,
  env: checkEnvironment,
  label: checkLabel,
  link: checkLink,
  'memory-swap': (text) => (text === '-1' ? undefined : refusalOf(parseSize(text))),
  sysctl: checkSysctl,
};

/** The client's reason to refuse a known value of a flag while it reads the command line. */
export const checkValue = (name: string, type: ValueType, text: string): string | undefined =>
  ((Object.hasOwn(byName, name) ? byName[name] : undefined) ?? byType[type])?.(text);

/** Whether a text is an IP address without a zone. */
export const isAddress = (text: string): boolean => isIP(text.trim()) !== 0 && !text.includes('%');

function checkEnvironment(text: string): string | undefined {
  return text === '' || text.startsWith('=') ? `invalid environment variable: ${text}` : undefined;
}

function checkLabel(text: string): string | undefined {
  const key = text.split('=', 1)[0]!.replace(/^[ \t]+/, '');
  if (key === '') return `invalid label '${text}': empty name`;
  return /[ \t]/.test(key) ? `label '${key}' contains whitespaces` : undefined;
}

function checkHost(text: string): string | undefined {
  const at = text.includes('=') ? text.indexOf('=') : text.indexOf(':');
  const name = text.slice(0, at);
  if (at <= 0 || name.includes(':')) return `bad format for add-host: ${quoted(text)}`;
  const bracketed = text.slice(at + 1);
  const address = /^\[.+\]$/s.test(bracketed) ? bracketed.slice(1, -1) : bracketed;
  return address === 'host-gateway' || isAddress(address) ? undefined : `invalid IP address in add-host: ${quoted(address)}`;
}

function checkDomain(text: string): string | undefined {
  const domain = text.replace(/^ +|(?<! ) +$/g, '');
  if (domain === '.') return undefined;
  const part = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
  const valid = new RegExp(`^(:?:?${part}(:?\\.:?${part})*)\\.?\\s*$`).exec(domain);
  return /[a-zA-Z]/.test(domain) && valid && valid[1]!.length < 255 ? undefined : `${domain} is not a valid domain`;
}

function checkLink(text: string): string | undefined {
  if (text === '') return 'empty string specified for links';
  return text.split(':').length > 2 ? `bad format for links: ${text}` : undefined;
}

const sysctls = /^(kernel\.(msgmax|msgmnb|msgmni|sem|shmall|shmmax|shmmni|shm_rmid_forced)|(net|fs\.mqueue)\..*)$/s;

function checkSysctl(text: string): string | undefined {
  const at = text.indexOf('=');
  return at > 0 && sysctls.test(text.slice(0, at)) ? undefined : `sysctl '${text}' is not allowed`;
}

function checkDevice(text: string, checkAmount: (amount: string, text: string) => string | undefined): string | undefined {
  const at = text.indexOf(':');
  if (at <= 0) return `bad format: ${text}`;
  if (!text.startsWith('/dev/')) return `bad format for device path: ${text}`;
  return checkAmount(text.slice(at + 1), text);
}

function checkWeight(amount: string, text: string): string | undefined {
  const weight = parseInteger(amount, 16, false);
  const valid = typeof weight === 'bigint' && (weight === 0n || (weight >= 10n && weight <= 1000n));
  return valid ? undefined : `invalid weight for device: ${text}`;
}

function checkRate(amount: string, text: string): string | undefined {
  if (typeof parseInteger(amount, 64, false) === 'bigint') return undefined;
  return `invalid rate for device: ${text}. The correct format is <device-path>:<number>. Number must be a positive integer`;
}

function checkByteRate(amount: string, text: string): string | undefined {
  if (typeof parseSize(amount) === 'number') return undefined;
  return `invalid rate for device: ${text}. The correct format is <device-path>:<number>[<unit>]. Number must be a positive integer. Unit is optional and can be kb, mb, or gb`;
}
