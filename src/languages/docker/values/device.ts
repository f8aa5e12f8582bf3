/** A device by its Container Device Interface name: `nvidia.com/gpu=all`. */
const qualified = /^[A-Za-z]([\w.-]*[A-Za-z0-9])?\/[A-Za-z]([\w.-]*[A-Za-z0-9])?=[A-Za-z0-9]([\w.:-]*[A-Za-z0-9])?$/;

const isMode = (text: string): boolean => /^[rwm]+$/.test(text) && new Set(text).size === text.length;

/** `--device`: `host[:container][:mode]` or a qualified name. The client's reason to refuse, or undefined. */
export function checkDevice(text: string): string | undefined {
  if (qualified.test(text)) return undefined;
  const parts = text.split(':');
  if (parts.length > 3 || parts[0] === '') return `bad format for path: ${text}`;
  const [host = '', second, mode] = parts;
  if (mode !== undefined && !isMode(mode)) return `bad mode specified: ${mode}`;
  const path = second === undefined || (mode === undefined && isMode(second)) ? host : second;
  return path.startsWith('/') ? undefined : `${path} is not an absolute path`;
}
