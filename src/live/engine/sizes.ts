const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
const binaryUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** `1.998MB`, `240KiB`, `-1.998e+06B` in bytes, as docker's go-units writes sizes. Undefined for anything else. */
export function bytesOf(text: string): number | undefined {
  const [, figure, unit = 'B'] = /^\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*([kKMGTP]?i?B)?\s*$/.exec(text) ?? [];
  if (figure === undefined) return undefined;
  const power = unit.includes('i')
    ? binaryUnits.indexOf(unit)
    : units.findIndex((each) => each.toLowerCase() === unit.toLowerCase());
  return power < 0 ? undefined : Math.round(Number(figure) * (unit.includes('i') ? 1024 : 1000) ** power);
}
