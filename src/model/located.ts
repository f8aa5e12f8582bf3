import type { Mount } from '../languages/docker';

/** What a path that a program sees is: in a container, judging by the launch and the image's Dockerfile, or on the host. */
export type Located =
  /** A file or folder of the repository, seen from the host. */
  | { readonly kind: 'repository'; readonly path: string }
  /** A mounted file or folder of the repository. `readonly` is undefined if unknown. */
  | { readonly kind: 'mounted'; readonly path: string; readonly mount: Mount; readonly readonly: boolean | undefined }
  /** A file or folder of the repository, copied into the image. */
  | { readonly kind: 'copied'; readonly path: string }
  /** Mounted from elsewhere on the host: a cache, the caller's folder, a volume. */
  | { readonly kind: 'outside'; readonly mount: Mount; readonly readonly: boolean | undefined }
  /** In the image, but not from the repository. Deleted with the container. */
  | { readonly kind: 'image' }
  | { readonly kind: 'unknown' };

/** The path from the root, if it's a file or folder of the repository that is there. */
export const repositoryPathOf = (located: Located | undefined): string | undefined =>
  located?.kind === 'mounted' || located?.kind === 'copied' || located?.kind === 'repository' ? located.path : undefined;
