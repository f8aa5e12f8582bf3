/** `mlruns/EXPERIMENT/RUN/metrics/…`: the experiment is a number or a name, the run 32 hexadecimal digits. */
const STORE = /^(?:.*?\/)?[0-9a-f]{32}\/(metrics|params)\/(.+)$/s;

/** What a file of MLflow's file store holds, and its name there, which may have slashes; undefined: it is no such file. */
export function storedIn(path: string): { readonly kind: 'metrics' | 'params'; readonly name: string } | undefined {
  const found = STORE.exec(path);
  return found === null ? undefined : { kind: found[1] as 'metrics' | 'params', name: found[2]! };
}
