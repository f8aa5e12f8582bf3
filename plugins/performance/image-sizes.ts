import { type Argument, type Literal, type PythonFile, type Span, settingIn } from '../../src/api';
import type { Training } from './trainings';

/** In pixels, and the call that sets it. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
  readonly at: Span;
}

/** The smallest size that a program gives its images. If there are several, it isn't known which one the model sees. */
export const smallestSize = (training: Training): ImageSize | undefined =>
  training.files
    .flatMap((file) => sizesIn(file, training))
    .sort((one, other) => one.width * one.height - other.width * other.height)[0];

/** Calls that give images a size. torchvision and Albumentations share the names. */
const sizers = /^(Resize|RandomCrop|CenterCrop|RandomResizedCrop|RandomSizedCrop)$/;

function sizesIn(file: PythonFile, { start }: Training): ImageSize[] {
  if (!/\b(torchvision|albumentations)\b/.test(file.source.text)) return [];
  return file.index.calls.flatMap(({ node, frame }) => {
    const { func } = node;
    const name = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
    if (!sizers.test(name)) return [];
    const at = file.span(node);
    const read = (expression: Argument['expression'] | undefined): Literal | undefined =>
      expression &&
      settingIn({ expression, frame, span: at, at, refersTo: undefined, value: file.resolve(expression, frame) }, start)?.value;
    const keyword = (word: string) => node.keywords.find(({ arg }) => arg === word)?.value;
    const [first, second] = node.args;
    const size = read(keyword('size') ?? (keyword('height') ? undefined : first));
    const pair = Array.isArray(size) ? size : [size ?? read(keyword('height')), read(keyword('width') ?? second) ?? size];
    const [height, width = height] = pair;
    return typeof height === 'number' && typeof width === 'number' && height > 1 && width > 1 ? [{ width, height, at }] : [];
  });
}
