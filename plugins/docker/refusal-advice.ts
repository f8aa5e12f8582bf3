import { closest } from '../../src/api';

/** What to do instead, by what the engine says; its words alone often don't show the cause. */
const advices: readonly [RegExp, (found: RegExpExecArray, flags: readonly string[]) => string | undefined][] = [
  [/^unknown flag: --(\S+)$/, ([, name], flags) => meant(name!, flags, '--')],
  [/unexpected key '\s+(\w[\w-]*)'/, ([, key]) => `Delete the space before \`${key}\`.`],
  [/unexpected key '([\w-]+)'/, ([, key]) => meant(key!, mountKeys)],
  [/^mount type unknown: "([^"]*)"/, ([, type]) => meant(type!, mountTypes)],
  [/invalid mount path: '([\w.-][^']*)' mount path must be absolute/, ([, path]) => `Write \`/${path}\`.`],
  [/invalid suffix: '/, () => 'Write a size such as `8g`.'],
  [/^invalid reference format: repository name .* must be lowercase/, () => 'Write the name in lowercase.'],
  [
    /^cannot set both Count and DeviceIDs/,
    () =>
      'It splits the value at its commas. Quote the list once more, as in `--gpus \'"device=0,1"\'` or `--gpus "\\"device=$IDS\\""`.',
  ],
  [/requires at least 1 argument/, () => 'Name the image after the flags.'],
  [/^flag needs an argument/, () => 'Give it a value.'],
];

const mountKeys = ['type', 'source', 'src', 'target', 'dst', 'destination', 'readonly', 'ro'];
const mountTypes = ['bind', 'volume', 'tmpfs'];

const meant = (word: string, candidates: readonly string[], before = ''): string | undefined => {
  const near = closest(word, candidates);
  return near && `Write \`${before}${near}\`.`;
};

/** A sentence, or nothing. */
export function adviceFor(problem: string, flags: readonly string[]): string | undefined {
  for (const [pattern, advise] of advices) {
    const found = pattern.exec(problem);
    const advice = found ? advise(found, flags) : undefined;
    if (advice) return advice;
  }
  return undefined;
}
