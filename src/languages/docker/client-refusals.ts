import type { Problem, Span } from '../../text/span';
import type { Arguments, FlagUse } from './arguments';
import { type Engine, isLenient } from './engines';
import { checkNetworks } from './network-refusals';
import { quoted } from './part';
import type { RunValues } from './run-values';
import { checkDevice } from './values/device';
import { isHardwareAddress } from './values/hardware-address';
import { parseImage } from './values/image';
import { parseDuration, parseInteger } from './values/numbers';
import { parsePlatform } from './values/platform';
import { checkExpose, parsePublish } from './values/ports';
import { type Refuse, refusalOf } from './values/refusal';
import { readVolume } from './values/volume';

/** What the client refuses once all flags are read, in its order and in its own words. */
export function clientRefusals(
  spec: RunValues & { readonly verb: string },
  args: Arguments,
  engine: Engine,
  at?: Span,
): Problem[] {
  const { flags } = args;
  const problems: Problem[] = [];
  const refuse: Refuse = (message, span) => {
    problems.push({ message, span });
  };
  const missing = requireImage(spec, args, at);
  if (missing) problems.push(missing);
  if (isLenient(engine)) return problems;
  checkHostSettings(flags, refuse);
  checkMountsPortsDevices(flags, refuse);
  checkModes(flags, refuse);
  checkLogging(flags, refuse);
  checkEach(flags, 'security-opt', checkSecurity, refuse);
  checkEach(flags, 'storage-opt', (text) => (text.includes('=') ? undefined : 'invalid storage option'), refuse);
  checkHealth(flags, refuse);
  checkRestartAndRemove(spec, refuse);
  checkNetworks(spec, flags, refuse);
  checkDetach(spec, flags, refuse);
  const image = spec.image?.text === undefined ? undefined : parseImage(spec.image.text);
  if (typeof image === 'string' && !/^[a-f0-9]{64}$/.test(spec.image!.text!)) refuse(image, spec.image!.span);
  checkLast(flags, 'platform', (text) => (text === '' ? undefined : parsePlatform(text)), refuse);
  return problems;
}

/** The client's reason to refuse a text, or undefined. */
type Check = (text: string) => string | undefined;

/** Checks every use of a flag. */
function checkEach(flags: readonly FlagUse[], name: string, check: Check, refuse: Refuse): void {
  for (const use of flags) {
    const reason = use.name !== name || use.value?.text === undefined ? undefined : check(use.value.text);
    if (reason !== undefined) refuse(reason, use.value!.span);
  }
}

/** Checks the last use of a flag, the one that counts. */
function checkLast(flags: readonly FlagUse[], name: string, check: Check, refuse: Refuse): void {
  const value = flags.filter((use) => use.name === name).at(-1)?.value;
  const reason = value?.text === undefined ? undefined : check(value.text);
  if (value && reason !== undefined) refuse(reason, value.span);
}

function checkHostSettings(flags: readonly FlagUse[], refuse: Refuse): void {
  for (const use of flags)
    if (windowsOnly.includes(use.name) && use.value)
      refuse(
        `"--${use.name}" is only supported on a Docker daemon running on windows, but the Docker daemon is running on linux`,
        use.span,
      );
  checkLast(flags, 'pull', checkPull, refuse);
  checkLast(flags, 'mac-address', checkMacAddress, refuse);
  checkLast(flags, 'memory-swappiness', checkSwappiness, refuse);
}

function checkMountsPortsDevices(flags: readonly FlagUse[], refuse: Refuse): void {
  for (const use of flags) {
    if (use.name !== 'volume' || !use.value) continue;
    const reading = readVolume(use);
    if ('refusal' in reading) refuse(reading.refusal, use.value.span);
  }
  checkEach(flags, 'publish', (text) => refusalOf(parsePublish(text)), refuse);
  checkEach(flags, 'expose', checkExpose, refuse);
  checkEach(flags, 'device', checkDevice, refuse);
}

function checkModes(flags: readonly FlagUse[], refuse: Refuse): void {
  const mode = (name: string, pattern: RegExp, message: string): void =>
    checkLast(flags, name, (text) => (text === '' || pattern.test(text) ? undefined : message), refuse);
  mode('pid', /^(host|container:.+)$/s, '--pid: invalid PID mode');
  mode('uts', /^host$/, '--uts: invalid UTS mode');
  mode('userns', /^host$/, '--userns: invalid USER mode');
  mode('cgroupns', /^(host|private)$/, '--cgroupns: invalid CGROUP mode');
  checkLast(flags, 'restart', checkRestart, refuse);
}

const windowsOnly = ['cpu-count', 'cpu-percent', 'io-maxbandwidth', 'io-maxiops'];

function requireImage(spec: RunValues & { readonly verb: string }, args: Arguments, at?: Span): Problem | undefined {
  if (spec.image || args.ambiguous || args.open.length > 0 || args.problems.length > 0) return undefined;
  const span = args.flags.at(-1)?.span ?? at;
  return span && { message: `'docker ${spec.verb}' requires at least 1 argument`, span };
}

const checkPull: Check = (text) =>
  ['always', 'missing', 'never', ''].includes(text)
    ? undefined
    : `invalid pull option: '${text}': must be one of "always", "missing" or "never"`;

const checkMacAddress: Check = (text) =>
  text === '' || isHardwareAddress(text.trim()) ? undefined : `${text} is not a valid mac address`;

function checkSwappiness(text: string): string | undefined {
  const value = parseInteger(text, 64, true, true);
  const valid = typeof value !== 'bigint' || value === -1n || (value >= 0n && value <= 100n);
  return valid ? undefined : `invalid value: ${value}. Valid memory swappiness range is 0-100`;
}

function checkRestart(text: string): string | undefined {
  const at = text.indexOf(':');
  if (at === 0) return 'invalid restart policy format: no policy provided before colon';
  const count = at < 0 ? '' : text.slice(at + 1);
  if (count === '' || typeof parseInteger(count, 64, true) === 'bigint') return undefined;
  return 'invalid restart policy format: maximum retry count must be an integer';
}

function checkRestartAndRemove(spec: RunValues, refuse: Refuse): void {
  const policy = spec.restart?.text;
  if (spec.remove !== true || policy === undefined || /^(no)?(:|$)/.test(policy)) return;
  refuse('conflicting options: cannot specify both --restart and --rm', spec.restart!.span);
}

function checkLogging(flags: readonly FlagUse[], refuse: Refuse): void {
  const driver = flags.filter((use) => use.name === 'log-driver').at(-1)?.value?.text;
  const option = flags.find((use) => use.name === 'log-opt');
  if (driver === 'none' && option) refuse('invalid logging opts for driver none', option.span);
}

function checkSecurity(text: string): string | undefined {
  const separator = text.includes('=') ? '=' : ':';
  const at = text.indexOf(separator);
  const key = at < 0 || text === 'no-new-privileges' ? text : text.slice(0, at);
  if (key === 'no-new-privileges' || (at >= 0 && at < text.length - 1)) return undefined;
  return `Invalid --security-opt: ${quoted(text)}`;
}

const healthFlags = [
  'health-cmd',
  'health-interval',
  'health-timeout',
  'health-start-period',
  'health-retries',
  'health-start-interval',
];

function checkHealth(flags: readonly FlagUse[], refuse: Refuse): void {
  const set = flags.filter((use) => healthFlags.includes(use.name) && use.value?.text !== undefined && !isZero(use.value.text));
  const none = flags.findLast((use) => use.name === 'no-healthcheck');
  if (none?.enabled) {
    if (set.length > 0) refuse('--no-healthcheck conflicts with --health-* options', none.span);
    return;
  }
  for (const use of set) {
    const number = use.name === 'health-retries' ? Number(use.value!.text) : parseDuration(use.value!.text!);
    if (use.name !== 'health-cmd' && typeof number === 'number' && number < 0)
      refuse(`--${use.name} cannot be negative`, use.value!.span);
  }
}

const isZero = (text: string): boolean => text === '' || parseDuration(text) === 0;

function checkDetach(spec: RunValues, flags: readonly FlagUse[], refuse: Refuse): void {
  const attach = flags.find((use) => use.name === 'attach');
  if (spec.detach === true && attach) refuse('conflicting options: cannot specify both --attach and --detach', attach.span);
}
