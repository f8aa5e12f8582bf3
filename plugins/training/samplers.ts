import { booleanValue, type MethodUse, nameOf, type PythonArtifact, type PythonFile, repeatsOf } from '../../src/api';
import { filesAround, namesAny } from './files';

/** What tells the sampler the epoch: a method, or a library that trains. */
export const managing = [
  'set_epoch',
  'accelerate',
  'lightning',
  'ignite',
  'transformers.Trainer',
  'import Trainer',
  'composer',
  'ray.train',
  'fabric',
];

/** Names of what is gone through once, or where the order has no effect. */
export const heldOut = /val|test|eval|dev|infer|predict|extract|query|gallery/i;

/** A sampler that shuffles in training: not one for held-out data, by what it gets or by the function that makes it. */
export function shuffles({ node, frame }: Pick<MethodUse, 'node' | 'frame'>, file: PythonFile): boolean {
  const { func, args, keywords } = node;
  const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
  if (name !== 'DistributedSampler' || args.length > 3 || keywords.some(({ arg }) => arg === undefined)) return false;
  const shuffle = keywords.find(({ arg }) => arg === 'shuffle')?.value;
  if (shuffle && booleanValue(file.resolve(shuffle, frame)) !== true) return false;
  const [dataset = keywords.find(({ arg }) => arg === 'dataset')?.value] = args;
  const given = dataset?.nodeType === 'Name' ? dataset.id : dataset?.nodeType === 'Attribute' ? dataset.attr : '';
  return !heldOut.test(`${given} ${frame.scope.name}`);
}

/** Whether a loop makes one sampler after the other, such as one for each file of the data, or something unknown may. */
export const isMadeAgain = (site: Pick<MethodUse, 'node' | 'frame'>, { facts, index }: PythonFile): boolean =>
  repeatsOf(site, facts.functions).length > 0 || index.escaping.has(site.frame.scope.name);

/** Whether the file itself goes through the data more than once. */
export const repeats = ({ facts }: PythonFile): boolean => facts.updates.some((each) => each.repeats.length > 1);

/** Whether a file beside or above imports the module and trains for epochs, and no file around names what tells samplers the epoch. */
export function repeatsElsewhere(module: PythonArtifact): boolean {
  const name = nameOf(module.path).replace(/\.py$/, '');
  const others = filesAround(module) ?? [];
  if (others.some((each) => namesAny(each, managing))) return false;
  return others.some(
    (each) =>
      each.scannedImports.some((fact) => fact.module === name || fact.module.endsWith(`.${name}`)) &&
      each.source.text.includes('.backward(') &&
      repeats(each),
  );
}
