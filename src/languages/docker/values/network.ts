import type { FlagUse } from '../arguments';
import { cutPart, known, type Part, show } from '../part';
import { readCsv } from './csv';
import { parseInteger } from './numbers';

/** One `--network`. */
export interface NetworkUse {
  /** The network's name, `host`, `none`, `bridge`, `container:NAME`. */
  readonly name: Part;
  readonly options: readonly { readonly name: string; readonly value: Part }[];
  readonly flag: FlagUse;
}

const optionNames = ['alias', 'ip', 'ip6', 'mac-address', 'link-local-ip', 'driver-opt', 'gw-priority'];

/** `--network`: a name, or key=value fields in CSV with `name=`. */
export function readNetwork(flag: FlagUse): NetworkUse | { readonly refusal: string } {
  const value = flag.value!;
  if (!/[A-Za-z0-9_]=[A-Za-z0-9_]/.test(value.masked)) return { name: value, options: [], flag };
  const csv = readCsv(value);
  if ('refusal' in csv) return csv;
  let name: Part | undefined;
  let open = false;
  const options: { name: string; value: Part }[] = [];
  for (const field of csv.fields) {
    const pair = cutPart(field, '=');
    if (!pair && !known(field.masked)) open = true;
    else if (!pair || pair[0].masked === '') return { refusal: `invalid field ${show(field.masked)}` };
    else {
      const key = pair[0].masked.toLowerCase().trim();
      const refusal = checkOption(key, pair[1]);
      if (key === 'name') name = pair[1];
      else if (refusal !== undefined) return { refusal };
      else options.push({ name: key, value: pair[1] });
    }
  }
  if (!name || name.masked.trim() === '') {
    if (!open) return { refusal: 'network name/id is not specified' };
    name = value;
  }
  return { name: inLowerCase(name), options, flag };
}

/** The client lowercases the name in the long form. */
const inLowerCase = (part: Part): Part => ({ ...part, text: part.text?.toLowerCase(), masked: part.masked.toLowerCase() });

function checkOption(key: string, value: Part): string | undefined {
  if (!optionNames.includes(key)) return `invalid field key ${show(key)}`;
  if (value.text === undefined) return undefined;
  if (key === 'driver-opt' && !/^[^=]+=/s.test(value.text)) return 'invalid key value pair format in driver options';
  if (key !== 'gw-priority') return undefined;
  const text = value.text.trim();
  const parsed = parseInteger(text, 64, true);
  return typeof parsed === 'string' ? `invalid gw-priority (${text}): ${parsed.slice(parsed.lastIndexOf(': ') + 2)}` : undefined;
}

/** Whether a name isn't one of the engine's own modes. */
export const isUserDefinedNetwork = (name: string): boolean => !/^(default|bridge|host|none|container:.*)$/s.test(name);
