import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { SourceFile } from '../../../text/span';
import { readDocuments } from '../../yaml';
import { normalName, parseRequirement, type Requirement } from './requirement';

/** Conda packages whose name differs from that of the distribution they install. */
const condaNames: { readonly [name: string]: string } = {
  pytorch: 'torch',
  opencv: 'opencv-python',
  'py-opencv': 'opencv-python',
  'pytorch-gpu': 'torch',
  'tensorflow-gpu': 'tensorflow',
  'pytorch-lightning': 'pytorch-lightning',
};

/** Reads the `dependencies` of a conda `environment.yml`, with those below `pip:`. Empty if the file is broken. */
export function readEnvironmentYml(file: SourceFile): Requirement[] {
  const read = readDocuments(file.text, { prettyErrors: false, strict: false, uniqueKeys: false, logLevel: 'error' });
  const [document] = 'documents' in read ? read.documents : [];
  const dependencies: unknown = isMap(document?.contents) ? document.contents.get('dependencies', true) : undefined;
  if (!isSeq(dependencies)) return [];
  return dependencies.items.flatMap((item): Requirement[] => {
    if (isScalar(item) && typeof item.value === 'string') return condaRequirement(item.value, spanOf(item, file));
    const pip = isMap(item) ? item.get('pip', true) : undefined;
    if (!isSeq(pip)) return [];
    return pip.items.flatMap((entry) =>
      isScalar(entry) && typeof entry.value === 'string' ? (parseRequirement(entry.value, spanOf(entry, file)) ?? []) : [],
    );
  });
}

function spanOf(node: Node, file: SourceFile) {
  const [start = 0, end = start] = node.range ?? [];
  return { file: file.path, start, end };
}

/** Reads `pytorch=2.1.0=py3.10_cuda`, `conda-forge::numpy>=1.24`, or `numpy 1.24.*`. Empty for other text. */
export function condaRequirement(text: string, span: Requirement['span']): Requirement[] {
  const match = /^(?:[\w-]+::)?([A-Za-z0-9_.-]+)\s*([=<>!~]*)\s*([^=\s]*)/.exec(text.trim());
  if (!match?.[1]) return [];
  const [, written, operator = '', version = ''] = match;
  const name = normalName(written);
  const exact = operator === '' || operator === '=' || operator === '==';
  return [
    {
      name: condaNames[name] ?? name,
      written,
      extras: [],
      specifier: version ? `${operator || '=='}${version}` : '',
      pinned: exact && version && !version.includes('*') ? version : undefined,
      url: undefined,
      marker: undefined,
      span,
    },
  ];
}
