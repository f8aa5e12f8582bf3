import type { Problem, Span } from '../../text/span';
import type { Arguments, FlagUse } from './arguments';
import { type Engine, isLenient } from './engines';
import { known, type Part, quoted } from './part';
import type { RunValues } from './run';
import { checkDevice } from './values/device';
import { parseImage } from './values/image';
import { isUserDefinedNetwork, type NetworkUse } from './values/network';
import { parseDuration, parseInteger } from './values/numbers';
import { parsePlatform } from './values/platform';
import { checkExpose, parsePublish } from './values/ports';
import { readVolume } from './values/volume';

/** What the client refuses once all flags are read: in its order, with its words. */
export function clientRefusals(
  spec: RunValues & { readonly verb: string },
  args: Arguments,
  engine: Engine,
  at?: Span,
): Problem[] {
  const { flags } = args;
  const problems: Problem[] = [];
  const refuse = (message: string, span: Span): void => {
    problems.push({ message, span });
  };
  const each = (name: string, check: (text: string, value: Part) => string | undefined): void => {
    for (const use of flags) {
      if (use.name !== name || use.value?.text === undefined) continue;
      const reason = check(use.value.text, use.value);
      if (reason !== undefined) refuse(reason, use.value.span);
    }
  };
  const last = (name: string, check: (text: string) => string | undefined): void => {
    const value = flags.filter((use) => use.name === name).at(-1)?.value;
    const reason = value?.text === undefined ? undefined : check(value.text);
    if (value && reason !== undefined) refuse(reason, value.span);
  };
  const oneOf = (name: string, pattern: RegExp, message: string): void =>
    last(name, (text) => (text === '' || pattern.test(text) ? undefined : message));

  const missing = requireImage(spec, args, at);
  if (missing) problems.push(missing);
  if (isLenient(engine)) return problems;
  for (const use of flags)
    if (windowsOnly.includes(use.name) && use.value)
      refuse(
        `"--${use.name}" is only supported on a Docker daemon running on windows, but the Docker daemon is running on linux`,
        use.span,
      );
  last('pull', (text) =>
    ['always', 'missing', 'never', ''].includes(text)
      ? undefined
      : `invalid pull option: '${text}': must be one of "always", "missing" or "never"`,
  );
  last('mac-address', (text) =>
    text === '' || isHardwareAddress(text.trim()) ? undefined : `${text} is not a valid mac address`,
  );
  last('memory-swappiness', checkSwappiness);
  for (const use of flags) {
    if (use.name !== 'volume' || !use.value) continue;
    const reading = readVolume(use);
    if ('refusal' in reading) refuse(reading.refusal, use.value.span);
  }
  each('publish', (text) => refusalOf(parsePublish(text)));
  each('expose', checkExpose);
  each('device', checkDevice);
  oneOf('pid', /^(host|container:.+)$/s, '--pid: invalid PID mode');
  oneOf('uts', /^host$/, '--uts: invalid UTS mode');
  oneOf('userns', /^host$/, '--userns: invalid USER mode');
  oneOf('cgroupns', /^(host|private)$/, '--cgroupns: invalid CGROUP mode');
  last('restart', checkRestart);
  checkLogging(flags, refuse);
  each('security-opt', checkSecurity);
  each('storage-opt', (text) => (text.includes('=') ? undefined : 'invalid storage option'));
  checkHealth(flags, refuse);
  checkRestartAndRemove(spec, refuse);
  checkNetworks(spec, flags, refuse);
  checkDetach(spec, flags, refuse);
  const image = spec.image?.text === undefined ? undefined : parseImage(spec.image.text);
  if (typeof image === 'string' && !/^[a-f0-9]{64}$/.test(spec.image!.text!)) refuse(image, spec.image!.span);
  last('platform', (text) => (text === '' ? undefined : parsePlatform(text)));
  return problems;
}

const windowsOnly = ['cpu-count', 'cpu-percent', 'io-maxbandwidth', 'io-maxiops'];

type Refuse = (message: string, span: Span) => void;

const refusalOf = (parsed: unknown): string | undefined => (typeof parsed === 'string' ? parsed : undefined);

function requireImage(spec: RunValues & { readonly verb: string }, args: Arguments, at?: Span): Problem | undefined {
  if (spec.image || args.ambiguous || args.open.length > 0 || args.problems.length > 0) return undefined;
  const span = args.flags.at(-1)?.span ?? at;
  return span && { message: `'docker ${spec.verb}' requires at least 1 argument`, span };
}

const isHardwareAddress = (text: string): boolean =>
  /^([0-9a-f]{2}([:-]))([0-9a-f]{2}\2){4,18}[0-9a-f]{2}$/i.test(text) && [6, 8, 20].includes(text.split(/[:-]/).length)
    ? true
    : /^([0-9a-f]{4}\.){2}[0-9a-f]{4}$|^([0-9a-f]{4}\.){3}[0-9a-f]{4}$|^([0-9a-f]{4}\.){9}[0-9a-f]{4}$/i.test(text);

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

const endpointFlags: readonly (readonly [flag: string, option: string, message: string])[] = [
  ['network-alias', 'alias', '--network-alias and per-network alias'],
  ['ip', 'ip', '--ip and per-network IPv4 address'],
  ['ip6', 'ip6', '--ip6 and per-network IPv6 address'],
  ['mac-address', 'mac-address', '--mac-address and per-network MAC address'],
  ['link-local-ip', 'link-local-ip', '--link-local-ip and per-network link-local IP addresses'],
];

function checkNetworks({ networks }: RunValues, flags: readonly FlagUse[], refuse: Refuse): void {
  const [first] = networks;
  for (const [flag, option, what] of endpointFlags) {
    const use = flags.find((each) => each.name === flag || (flag === 'network-alias' && each.name === 'net-alias'));
    if (use && first?.options.some((each) => each.name === option))
      refuse(`conflicting options: cannot specify both ${what}`, use.span);
  }
  const names = networks.map((network) => network.name.text);
  const userDefined = names.map((name) => (name === undefined ? undefined : isUserDefinedNetwork(name)));
  const alias = flags.find((use) => use.name === 'network-alias' || use.name === 'net-alias');
  if (networks.length === 0 && alias) refuse('network-scoped aliases are only supported for user-defined networks', alias.span);
  for (const [index, network] of networks.entries()) {
    const reason = checkNetwork(network, alias !== undefined && index === 0);
    const again = index > 0 && names.indexOf(names[index]) < index && names[index] !== undefined;
    const repeated = again ? `network ${quoted(names[index]!)} is specified multiple times` : undefined;
    if (reason ?? repeated) refuse((reason ?? repeated)!, network.name.span);
  }
  if (userDefined.includes(true) && userDefined.includes(false))
    refuse('conflicting options: cannot attach both user-defined and non-user-defined network-modes', networks[0]!.name.span);
}

function checkNetwork({ name, options }: NetworkUse, hasAlias: boolean): string | undefined {
  if (known(name.masked) && name.masked.trim() === '') return 'no name set for network';
  const aliased = hasAlias || options.some((option) => option.name === 'alias');
  if (aliased && name.text !== undefined && !isUserDefinedNetwork(name.text))
    return 'network-scoped aliases are only supported for user-defined networks';
  const address = options.find((option) => option.name === 'mac-address')?.value.text;
  return address === undefined || address === '' || isHardwareAddress(address)
    ? undefined
    : `${address} is not a valid mac address`;
}

function checkDetach(spec: RunValues, flags: readonly FlagUse[], refuse: Refuse): void {
  const attach = flags.find((use) => use.name === 'attach');
  if (spec.detach === true && attach) refuse('conflicting options: cannot specify both --attach and --detach', attach.span);
}
