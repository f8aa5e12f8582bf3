import { compileGlobs } from '../text/glob';
import { folderOf, nameOf } from '../text/path';
import type { ExampleKind, ExampleSettings } from './settings';
import type { Repository } from './targets';

export interface ExampleFolder {
  readonly folder: string;
  /** The metadata file, if there is one. */
  readonly metadata?: string;
  /** The kind that a pack's marker sets. */
  readonly marked?: ExampleKind;
}

/** Folders with a metadata file, and folders that a pack marks as examples by other files. Sorted by folder. */
export function findExampleFolders(repository: Repository, settings: ExampleSettings): readonly ExampleFolder[] {
  const found = new Map<string, ExampleFolder>();
  const markers = settings.markers.map(({ files, kind }) => ({ kind, matches: compileGlobs([files]) }));
  for (const { path, type } of repository.files) {
    if (type === 'gitlink') continue;
    const folder = folderOf(path);
    const known = found.get(folder);
    if (settings.metadata.includes(nameOf(path))) {
      const first = settings.metadata.find((name) => name === nameOf(path) || nameOf(known?.metadata ?? '') === name);
      if (!known?.metadata || first === nameOf(path)) found.set(folder, { ...known, folder, metadata: path });
    } else if (!known?.marked) {
      const marker = markers.find(({ matches }) => matches(path));
      if (marker) found.set(folder, { ...known, folder, marked: marker.kind });
    }
  }
  return [...found.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}
