/** How the jobs of a plan call cvl. */
export interface JobCommand {
  /** The version of cvl, as npx takes it: `1.2.3`. */
  readonly version: string;
  /** Flags that each job passes on: `--quick`, `--timeout 30m`. */
  readonly flags: readonly string[];
}

/** The words before the examples. */
export const verifyWords = ({ version, flags }: JobCommand, output: string): readonly string[] => [
  'npx',
  '--yes',
  `cvl@${version}`,
  'verify',
  '--yes',
  ...flags,
  '--output',
  output,
];
