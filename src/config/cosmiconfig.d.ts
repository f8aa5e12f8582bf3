/** The part of cosmiconfig that searches; the package declares no types for it. */
declare module 'cosmiconfig/dist/Explorer.js' {
  type Result = { readonly config: unknown; readonly filepath: string; readonly isEmpty?: boolean } | null;

  export class Explorer {
    constructor(options: {
      moduleName: string;
      searchPlaces: string[];
      ignoreEmptySearchPlaces: boolean;
      searchStrategy: 'none';
      loaders: { [extension: string]: (file: string, content: string) => Promise<unknown> };
      transform: (result: Result) => Result;
      cache: boolean;
      metaConfigFilePath: null;
      mergeImportArrays: boolean;
      mergeSearchPlaces: boolean;
    });
    search(from: string): Promise<Result>;
    load(file: string): Promise<Result>;
  }
}
