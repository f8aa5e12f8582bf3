import { closest, type OptionFact } from '../../src/api';

/** By its name, or as argparse allows, by the start of a name that only one option has. */
export function findOption(name: string, options: readonly OptionFact[]): OptionFact | 'several' | undefined {
  const exact = options.find((option) => option.names.some(({ text }) => text === name));
  if (exact || name === '--help' || name === '--version') return exact ?? 'several';
  const starting = options.filter(
    (option) =>
      (option.style === 'argparse' || option.style === 'dataclass') && option.names.some(({ text }) => text.startsWith(name)),
  );
  return starting.length > 1 ? 'several' : starting[0];
}

/** The option of the program that a misspelled one probably means. */
export function nearestOption(name: string, options: readonly OptionFact[]): string | undefined {
  const names = options
    .filter(({ positional }) => !positional)
    .flatMap((option) => option.names.map(({ text }) => text))
    .filter((text) => /^--[\w.-]+$/.test(text));
  const bare = (text: string): string => text.replaceAll(/[-_]/g, '').toLowerCase();
  const lastPart = (text: string): string => bare(text.slice(text.lastIndexOf('.') + 1));
  const ofOtherGroup = names.filter((text) => (text + name).includes('.') && lastPart(text) === lastPart(name));
  const known = names.find((text) => bare(text) === bare(name)) ?? closest(name, names);
  return known ?? (ofOtherGroup.length === 1 ? ofOtherGroup[0] : undefined);
}
