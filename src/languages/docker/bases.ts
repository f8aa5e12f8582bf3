import { globMatcher } from '../../text/glob-matcher';
import rows from './tables/bases.yaml';
import { parseImage } from './values/image';

/** What a public image brings, as far as its Dockerfiles show it for all tags. */
export interface PublicImage {
  /** Undefined where it depends on the tag. */
  readonly workdir: string | undefined;
  readonly user: string | undefined;
  /** Whether it sets a variable, besides PATH. */
  sets(name: string): boolean;
}

/** The shape of tables/bases.yaml. */
interface Row {
  readonly images: readonly string[];
  readonly workdir?: string;
  readonly user?: string;
  readonly sets: readonly string[];
}

const images = (rows as readonly Row[]).map(({ images: globs, workdir, user, sets }) => {
  const isSet = globMatcher(['PATH', ...sets]);
  const image: PublicImage = { workdir, user, sets: isSet };
  return { fits: globMatcher(globs), image };
});

/** The public image of a name, with or without a tag. Undefined if nothing is known of it. */
export function publicImage(name: string): PublicImage | undefined {
  const reference = parseImage(name);
  if (typeof reference === 'string') return undefined;
  const written = `${reference.familiar}:${reference.tag ?? 'latest'}`;
  return images.find(({ fits }) => fits(written))?.image;
}
