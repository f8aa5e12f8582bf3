/**
 * What people type, as oclif takes it: `-h` anywhere is `--help`, and `help lint` is `lint --help`. Words after `--` aren't touched.
 */
export function argumentsOf(args: readonly string[]): string[] {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const rest = end < 0 ? [] : args.slice(end);
  const written = own.map((word) => (word === '-h' ? '--help' : word));
  if (written[0] === 'help') return written.length === 1 ? ['--help'] : [...written.slice(1), '--help', ...rest];
  return [...written, ...rest];
}
