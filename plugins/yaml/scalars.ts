/** How PyYAML, which reads YAML 1.1, takes plain scalars that mean something else to YAML 1.2: https://yaml.org/type/ */

/** A number to YAML 1.2 that YAML 1.1 reads as text: without a point, or without a sign in the exponent. */
export const isTextToPyYaml = (written: string): boolean =>
  /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)[eE][-+]?\d+$/.test(written) && !/^[-+]?(?:\d+\.\d*|\.\d+)[eE][-+]\d+$/.test(written);

/** `1.0e-4` for `1e-4`, and `1500` for `1.5e3`, which may have to be a whole number. */
export function withPointAndSign(written: string): string {
  const value = Number(written);
  if (Number.isInteger(value) && Math.abs(value) < 1e12) return String(value);
  const [mantissa = '', exponent = ''] = written.split(/[eE]/);
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${/^[-+]/.test(exponent) ? exponent : `+${exponent}`}`;
}

/** The number that YAML 1.1 makes of `12:30:00`, in seconds if that is a time. Undefined if it is no such number. */
export const inBaseSixty = (written: string): number | undefined =>
  /^[1-9]\d*(?::[0-5]?\d)+$/.test(written) ? written.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) : undefined;

/** The number that YAML 1.1 makes of `0123`. Undefined if it is no such number. */
export const octal = (written: string): number | undefined =>
  /^0[0-7]+$/.test(written) ? Number.parseInt(written, 8) : undefined;

/** `no`, `On`, and other words that are true or false to YAML 1.1 alone. */
export const truthOfWord = (written: string): boolean | undefined => {
  if (/^(?:yes|Yes|YES|on|On|ON)$/.test(written)) return true;
  return /^(?:no|No|NO|off|Off|OFF)$/.test(written) ? false : undefined;
};
