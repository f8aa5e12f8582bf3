/** Inputs by name: `size` is the count at 1×, `files` the example's files for a count. */
export const generators: {
  readonly [name: string]: { readonly size: number; files(count: number): { readonly [path: string]: string } };
};
