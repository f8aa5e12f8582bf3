/** An image reference, completed as the client completes it. */
export interface ImageReference {
  /** `docker.io` if none is written. */
  readonly registry: string;
  /** Without registry: `library/ubuntu`. */
  readonly repository: string;
  /** As the client shows it: without `docker.io/` and `library/`, without tag and digest. */
  readonly familiar: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const component = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';

const registry = `(?:${component}(?:\\.${component})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;

const path = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';

const pattern = new RegExp(
  `^((?:${registry}/)?${path}(?:/${path})*)(?::(\\w[\\w.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?$`,
);

/**
 * Reads a reference as ParseNormalizedNamed of distribution/reference does. A string is its refusal. An image ID (64 hexadecimal
 * digits) isn't a reference.
 */
export function parseImage(text: string): ImageReference | string {
  let parsed = known.get(text);
  if (parsed === undefined) {
    if (known.size >= 10_000) known.clear();
    known.set(text, (parsed = readImage(text)));
  }
  return parsed;
}

/** Every image that is run is compared with every image that is built, so the same few names come up again and again. */
const known = new Map<string, ImageReference | string>();

function readImage(text: string): ImageReference | string {
  if (/^[a-f0-9]{64}$/.test(text)) return `invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`;
  const [host, remainder] = splitRegistry(text);
  const name = remainder.split(':', 1)[0]!;
  if (name.toLowerCase() !== name) return `invalid reference format: repository name (${name}) must be lowercase`;
  const match = pattern.exec(`${host}/${remainder}`);
  if (!match) return 'invalid reference format';
  const repository = match[1]!.slice(host.length + 1);
  if (match[1]!.length > 255) return 'repository name must not be more than 255 characters';
  const familiar = host === 'docker.io' ? repository.replace(/^library\/(?=[^/]+$)/, '') : `${host}/${repository}`;
  return { registry: host, repository, familiar, tag: match[2], digest: match[3] };
}

function splitRegistry(text: string): [string, string] {
  const slash = text.indexOf('/');
  if (slash < 0) return ['docker.io', `library/${text}`];
  const first = text.slice(0, slash);
  const isRegistry = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first;
  const host = isRegistry ? (first === 'index.docker.io' ? 'docker.io' : first) : 'docker.io';
  const rest = isRegistry ? text.slice(slash + 1) : text;
  return [host, host === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest];
}

/** Whether two references name the same image. `latest` is the tag if none is written. A digest names one image only. */
export const sameImage = (a: string, b: string): boolean => a === b || imageKey(a) === imageKey(b);

/** A key that is equal for references to the same image. A text that isn't a reference is its own key. */
export function imageKey(text: string): string {
  const image = parseImage(text);
  if (typeof image === 'string') return text;
  const { registry: host, repository, tag, digest } = image;
  return `${host}/${repository}${digest === undefined ? `:${tag ?? 'latest'}` : `@${digest}`}`;
}

/**
 * Whether `sh` of an image is dash: it's one of the Debian images, by their familiar names, and isn't its variant on another distribution.
 */
export const hasDash = ({ familiar, tag = '' }: ImageReference, debian: readonly string[]): boolean =>
  debian.includes(familiar) && !/alpine|ubi|rocky|centos|rhel/.test(tag);
