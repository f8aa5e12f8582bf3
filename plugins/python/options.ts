import { closest, type OptionFact, type Program } from '../../src/api';

/** All options of a program; undefined where more may be accepted than can be seen. */
export function optionsOf({ entry, graph }: Program): readonly OptionFact[] | undefined {
  const { commandLine } = entry.facts;
  if (
    !commandLine.reads ||
    graph.cut ||
    commandLine.open.length ||
    commandLine.options.some(({ style }) => style === 'assignment')
  )
    return undefined;
  if (commandLine.options.length) return isForeignParser(entry.source.text) ? undefined : commandLine.options;
  return undefined;
}

/** Something beside the parser looks at the command line. */
const isForeignParser = (text: string): boolean => /\bsys\.argv\s*(\[|=|\.)|\bOmegaConf\b|@hydra|\babsl\b/.test(text);

/** By its name, or by a beginning of it that only one option has, as argparse allows. */
export function findOption(name: string, options: readonly OptionFact[]): OptionFact | 'several' | undefined {
  const exact = options.find((option) => option.names.some(({ text }) => text === name));
  if (exact || name === '--help' || name === '--version') return exact ?? 'several';
  const starting = options.filter(
    (option) => option.style === 'argparse' && option.names.some(({ text }) => text.startsWith(name)),
  );
  return starting.length > 1 ? 'several' : starting[0];
}

/** `; did you mean …?`, or what to do about an option that there is not. */
export function optionAdvice(name: string, options: readonly OptionFact[]): string {
  const names = options
    .filter(({ positional }) => !positional)
    .flatMap((option) => option.names.map(({ text }) => text))
    .filter((text) => text.startsWith('--'));
  const bare = (text: string): string => text.replaceAll(/[-_]/g, '').toLowerCase();
  const near = names.find((text) => bare(text) === bare(name)) ?? closest(name, names);
  return near ? `; did you mean ${near}?` : '; take it out, or have the program take it';
}
