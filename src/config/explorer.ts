import * as cosmiconfig from 'cosmiconfig/dist/Explorer.js';

type Result = { readonly config: unknown; readonly filepath: string; readonly isEmpty?: boolean } | null;

interface ExplorerOptions {
  readonly moduleName: string;
  readonly searchPlaces: readonly string[];
  readonly ignoreEmptySearchPlaces: boolean;
  readonly searchStrategy: 'none';
  readonly loaders: { readonly [extension: string]: (file: string, content: string) => Promise<unknown> };
  readonly transform: (result: Result) => Result;
  readonly cache: boolean;
  readonly metaConfigFilePath: null;
  readonly mergeImportArrays: boolean;
  readonly mergeSearchPlaces: boolean;
}

/** The part of cosmiconfig that reads a file. */
export interface Explorer {
  load(file: string): Promise<Result>;
}

/** The package declares no types for this class. */
export const { Explorer } = cosmiconfig as unknown as { readonly Explorer: new (options: ExplorerOptions) => Explorer };
