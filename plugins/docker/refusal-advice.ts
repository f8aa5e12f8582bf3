import { closest } from '../../src/api';

/** What to write instead, by what the engine says; in the engine's words alone the cause is often hard to see. */
const advices: readonly [RegExp, (found: RegExpExecArray, flags: readonly string[]) => string | undefined][] = [
  [/^unknown flag: --(\S+)$/, ([, name], flags) => meant(name!, flags, '--')],
  [/unexpected key '\s+(\w[\w-]*)'/, ([, key]) => `leave out the blank before \`${key}\``],
  [/unexpected key '([\w-]+)'/, ([, key]) => meant(key!, mountKeys)],
  [/^mount type unknown: "([^"]*)"/, ([, type]) => meant(type!, mountTypes)],
  [/invalid mount path: '([\w.-][^']*)' mount path must be absolute/, ([, path]) => `write \`/${path}\``],
  [/invalid suffix: '/, () => 'write a size such as `8g`'],
  [/^invalid reference format: repository name .* must be lowercase/, () => 'write the name in lower case'],
  [/requires at least 1 argument/, () => 'name the image after the flags'],
  [/^flag needs an argument/, () => 'give it its value'],
];

const mountKeys = ['type', 'source', 'src', 'target', 'dst', 'destination', 'readonly', 'ro'];
const mountTypes = ['bind', 'volume', 'tmpfs'];

const meant = (word: string, candidates: readonly string[], before = ''): string | undefined => {
  const near = closest(word, candidates);
  return near && `write \`${before}${near}\``;
};

/** `; write …`, or nothing. */
export function adviceFor(problem: string, flags: readonly string[]): string {
  for (const [pattern, advise] of advices) {
    const found = pattern.exec(problem);
    const advice = found ? advise(found, flags) : undefined;
    if (advice) return `; ${advice}`;
  }
  return '';
}
