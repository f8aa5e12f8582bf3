import type { Mount } from '../languages/docker';

/** What a path in a container is, judging by the launch and the image's Dockerfile. */
export type Located =
  /** A mounted file or folder of the repository. `readonly` is undefined if unknown. */
  | { readonly kind: 'mounted'; readonly path: string; readonly mount: Mount; readonly readonly: boolean | undefined }
  /** A file or folder of the repository, copied into the image. */
  | { readonly kind: 'copied'; readonly path: string }
  /** Mounted from elsewhere on the host: a cache, the caller's folder, a volume. */
  | { readonly kind: 'outside'; readonly mount: Mount; readonly readonly: boolean | undefined }
  /** In the image, but not from the repository. Deleted with the container. */
  | { readonly kind: 'image' }
  | { readonly kind: 'unknown' };
