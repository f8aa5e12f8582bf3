import type { Span } from '../../../text/span';
import { type Argument, argumentOf, argumentsOf, type CallArguments } from '../arguments';
import { literalSpan } from '../literals';
import type { Module } from '../module';
import { qualifiedName } from '../names';
import { type Frame, isInFunction, type Site } from '../scopes';
import { type CallNode, lastName } from '../syntax';
import { repositoryPath } from '../text-operations';
import { type Setter, stringValue } from '../value';
import { type FileAction, fileCalls, fileMethods, type PathPlace } from './file-calls';

/** A call that reads, writes, or deletes a file or folder, or creates a folder. */
export interface FileUse {
  readonly action: FileAction;
  /** `open`, `torch.save`, `*.to_csv`. */
  readonly by: string;
  /** As the code gives it. `~` is the home folder; a path made from `__file__` is below `repositoryRoot`. */
  readonly path: string;
  /** What `path` is relative to. */
  readonly base: 'working-folder' | 'absolute' | 'home' | 'repository';
  /** What can replace the path. */
  readonly setters: readonly Setter[];
  /** The places that the value came through, the origin last. */
  readonly via: readonly Span[];
  /** The path is a folder's rather than a file's. */
  readonly folder: boolean;
  /** The path as written. */
  readonly span: Span;
  readonly lazy: boolean;
  readonly frame: Frame;
}

/** Files and folders that the code reads, writes, creates, or deletes, if their path is known. */
export function filesOf(module: Module): FileUse[] {
  return module.index.calls.flatMap((site) => {
    const { func } = site.node;
    const written = lastName(func) ?? '';
    if (func.nodeType === 'Attribute' && !fileMethods.has(written)) return [];
    const name = qualifiedName(func, site.frame, module.index);
    const by = name !== undefined && Object.hasOwn(fileCalls, name) ? name : `*.${written}`;
    if (!Object.hasOwn(fileCalls, by) || (by.startsWith('*.') && func.nodeType !== 'Attribute')) return [];
    return [fileCalls[by] ?? []].flat().flatMap((place) => fileUse(place, by, site, module) ?? []);
  });
}

function fileUse(place: PathPlace, by: string, site: Site<CallNode>, module: Module): FileUse | undefined {
  const call = argumentsOf(site, module);
  const target = pathArgument(place, call, site, module);
  const value = target?.value;
  const path = stringValue(value);
  if (!target || value?.kind !== 'known' || path === undefined || !isPath(path)) return undefined;
  if (place.doubtful && !/[/\\.]/.test(path)) return undefined;
  const mode = place.mode ?? { at: 1, otherwise: 'read' };
  const action =
    place.action === 'by-mode' ? modeOf(call.keywords.get('mode') ?? call.positional[mode.at], mode.otherwise) : place.action;
  if (!action) return undefined;
  return {
    action,
    by,
    path,
    base: baseOf(path),
    setters: value.setters,
    via: value.via,
    folder: place.folder ?? path.endsWith('/'),
    span: literalSpan(target.expression, module),
    lazy: isInFunction(site.frame),
    frame: site.frame,
  };
}

function pathArgument(place: PathPlace, call: CallArguments, site: Site<CallNode>, module: Module): Argument | undefined {
  const { func } = site.node;
  if (place.at === 'receiver') return func.nodeType === 'Attribute' ? argumentOf(func.value, site.frame, module) : undefined;
  return (place.keyword === undefined ? undefined : call.keywords.get(place.keyword)) ?? call.positional[place.at];
}

/** Not an address, and short enough. */
const isPath = (text: string): boolean => text !== '' && text.length <= 1000 && !/^[a-z]+:\/\//.test(text);

/** What an open mode does. After `:` or `|` comes an archive's compression. */
function modeOf(mode: Argument | undefined, otherwise: 'read' | 'write'): 'read' | 'write' | undefined {
  if (!mode) return otherwise;
  const text = stringValue(mode.value)?.split(/[:|]/)[0];
  return text === undefined ? undefined : /[wax+]/.test(text) ? 'write' : 'read';
}

function baseOf(path: string): FileUse['base'] {
  if (repositoryPath(path) !== undefined) return 'repository';
  return path.startsWith('/') ? 'absolute' : path === '~' || path.startsWith('~/') ? 'home' : 'working-folder';
}
