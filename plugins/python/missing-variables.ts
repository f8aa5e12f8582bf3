import { type Launch, nameOf, type Span } from '../../src/api';

/** Where a variable that a container lacks is to be added, and the words for that. */
export interface Addition {
  readonly at: Span;
  /** What passes nothing: the script, or the file of the service. */
  readonly script: string;
  /** What to add for a variable alone, or with a value: `--env NAME`, `NAME: ${NAME}`. */
  entry(setting: string): string;
  /** Where to add it. */
  readonly place: string;
  /** The flag, where a flag does it: a service of a compose file has none. */
  readonly flag: ((setting: string) => string) | undefined;
}

/** How to give a variable to the container of a launch: by a flag, or in a service of a compose file. */
export function additionTo(launch: Launch): Addition {
  const { script, spec, path, repository } = launch;
  const at = spec.image?.span ?? launch.span;
  const isService = script.language === 'compose';
  const where = { at, script: nameOf(path), flag: isService ? undefined : environmentFlag };
  if (!isService) return { ...where, place: 'before the image', entry: environmentFlag };
  const first = spec.env[0]?.name.span;
  if (!first) return { ...where, place: 'to the service', entry: (setting) => `environment: ["${setting}"]` };
  const isList = !/^["']?[ \t]*:/.test(repository.source(first.file)?.text.slice(first.end) ?? '');
  return { ...where, at: first, place: 'under `environment`', entry: isList ? (setting) => `- ${setting}` : mapped };
}

const environmentFlag = (setting: string): string => `--env ${setting}`;

function mapped(setting: string): string {
  const [name = '', ...value] = setting.split('=');
  return value.length > 0 ? `${name}: ${value.join('=')}` : `${name}: \${${name}}`;
}
