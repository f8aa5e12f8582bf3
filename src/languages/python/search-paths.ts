import { joinPath } from '../../text/path';
import type { Span } from '../../text/span';
import { mentions } from './mentions';
import type { Module } from './module';
import { qualifiedName } from './names';
import { normalPath, repositoryPath } from './text-operations';

/**
 * Adds the folders of `sys.path.insert(0, folder)`, `append`, `extend`, and `site.addsitedir` to `roots`, and the calls whose folder
 * isn't known or isn't in the repository to `unknown`. A relative folder is relative to `workingFolder`.
 */
export function addSearchPaths(module: Module, roots: string[], workingFolder: string, unknown: Span[]): void {
  if (!module.source.text.includes('sys.path') && !mentions(module, ['addsitedir'])) return;
  for (const site of module.index.calls) {
    const { func } = site.node;
    if (func.nodeType !== 'Attribute' || !/^(insert|append|extend|addsitedir)$/.test(func.attr)) continue;
    const name = qualifiedName(func, site.frame, module.index);
    if (name === undefined || !/^(sys\.path\.(insert|append|extend)|site\.addsitedir)$/.test(name)) continue;
    const target = name === 'sys.path.insert' ? site.node.args[1] : site.node.args[0];
    const value = target ? module.resolve(target, site.frame) : undefined;
    const texts = value?.kind === 'known' ? (Array.isArray(value.value) ? value.value : [value.value]) : undefined;
    if (!texts?.every((text): text is string => typeof text === 'string') || value?.setters.length) {
      unknown.push(module.span(site.node));
      continue;
    }
    for (const text of texts) {
      const folder = folderFor(text, workingFolder);
      if (folder === undefined) unknown.push(module.span(site.node));
      else if (!roots.includes(folder)) roots.push(folder);
    }
  }
}

/** The path from the repository's root; undefined outside the repository. */
function folderFor(text: string, workingFolder: string): string | undefined {
  const isElsewhere = text.startsWith('/') || text.startsWith('~');
  const folder = repositoryPath(text) ?? (isElsewhere ? undefined : normalPath(joinPath(workingFolder, text)));
  if (folder === undefined || folder.startsWith('..')) return undefined;
  return folder === '.' ? '' : folder;
}
