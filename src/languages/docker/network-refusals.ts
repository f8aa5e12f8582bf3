import type { FlagUse } from './arguments';
import { known, quoted } from './part';
import type { RunValues } from './run-values';
import { isHardwareAddress } from './values/hardware-address';
import { isUserDefinedNetwork, type NetworkUse } from './values/network';
import type { Refuse } from './values/refusal';

const endpointFlags: readonly (readonly [flag: string, option: string, message: string])[] = [
  ['network-alias', 'alias', '--network-alias and per-network alias'],
  ['ip', 'ip', '--ip and per-network IPv4 address'],
  ['ip6', 'ip6', '--ip6 and per-network IPv6 address'],
  ['mac-address', 'mac-address', '--mac-address and per-network MAC address'],
  ['link-local-ip', 'link-local-ip', '--link-local-ip and per-network link-local IP addresses'],
];

/** What the client refuses about networks and the flags that apply to them. */
export function checkNetworks({ networks }: RunValues, flags: readonly FlagUse[], refuse: Refuse): void {
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
