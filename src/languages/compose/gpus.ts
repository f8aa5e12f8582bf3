import type { Word } from '../shell';
import { fieldsOf } from '../yaml';
import type { Environment } from './interpolate';
import { entriesOf, everyLayer, itemsOf, type Layers, type Node } from './layers';
import { joined, literalWord, spanOf, textOf, wordOf } from './words';

/** `--gpus` for `gpus:` and for the reservations of `deploy`. */
export function gpuFlags(layers: Layers, environment: Environment): readonly Word[] {
  const short = everyLayer(layers, 'gpus').flatMap(itemsOf);
  const reserved = everyLayer(layers, 'deploy').flatMap((deploy) => {
    const devices = entriesOf(deploy).get('resources');
    const reservations = devices && entriesOf(devices).get('reservations');
    const list = reservations && entriesOf(reservations).get('devices');
    return list ? itemsOf(list).filter(isGpu) : [];
  });
  const last = [...short, ...reserved].at(-1);
  if (!last) return [];
  return [literalWord('--gpus', spanOf(last)), selected(last, environment)];
}

/** Whether a reserved device is a GPU: of the driver `nvidia`, or with the capability `gpu`. */
function isGpu({ value }: Node): boolean {
  const { driver, capabilities } = fieldsOf(value);
  return (
    driver === 'nvidia' ||
    (Array.isArray(capabilities) && capabilities.flat().some((each) => each === 'gpu' || each === 'nvidia'))
  );
}

/** The value of `--gpus`: a number, `all`, or `device=` with a list in quotes of its own. */
function selected(node: Node, environment: Environment): Word {
  if (typeof node.value === 'string') return wordOf(node, environment);
  const entries = entriesOf(node);
  const ids = entries.get('device_ids');
  if (ids) {
    const words = itemsOf(ids).map((id) => wordOf(id, environment));
    return joined(['"device=', ...words.flatMap((word, at) => (at === 0 ? [word] : [',', word])), '"'], spanOf(ids));
  }
  const count = entries.get('count');
  const word = count && wordOf(count, environment);
  if (!count || !word || textOf(word) === '-1') return literalWord('all', spanOf(count ?? node));
  return word;
}
