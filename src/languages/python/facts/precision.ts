import type { Span } from '../../../text/span';
import type { Argument } from '../arguments';
import { mentions } from '../mentions';
import type { Module } from '../module';
import { isFixed, type Setter } from '../value';
import type { CallFact, Calls } from './calls';

/** The number format that training computes with. `automatic` leaves it to the framework. */
export type NumberFormat = 'fp32' | 'fp16' | 'bf16' | 'fp8' | 'tf32' | 'automatic';

/** A call that sets the number format of training, such as `autocast`. */
export interface PrecisionFact {
  readonly by: 'autocast' | 'scaler' | 'cast' | 'policy' | 'trainer' | 'model' | 'accelerator';
  /** Undefined if the code leaves it open. */
  readonly format: NumberFormat | undefined;
  /** What can change it without a change to the code. */
  readonly setters: readonly Setter[];
  readonly span: Span;
}

const byDtype: { readonly [name: string]: NumberFormat } = {
  'torch.float16': 'fp16',
  'torch.half': 'fp16',
  'torch.bfloat16': 'bf16',
  'torch.float32': 'fp32',
  'torch.float': 'fp32',
  float16: 'fp16',
  bfloat16: 'bf16',
  float32: 'fp32',
  auto: 'automatic',
  half: 'fp16',
};

const byPrecision: { readonly [value: string]: NumberFormat } = {
  '16': 'fp16',
  '16-mixed': 'fp16',
  '16-true': 'fp16',
  bf16: 'bf16',
  'bf16-mixed': 'bf16',
  'bf16-true': 'bf16',
  '32': 'fp32',
  '32-true': 'fp32',
  fp16: 'fp16',
  fp8: 'fp8',
  no: 'fp32',
  mixed_float16: 'fp16',
  mixed_bfloat16: 'bf16',
  float32: 'fp32',
  high: 'tf32',
  medium: 'tf32',
  highest: 'fp32',
};

/** Every place that sets the number format. */
export function precisionOf(calls: Calls, module: Module): PrecisionFact[] {
  const facts: PrecisionFact[] = [];
  for (const call of calls.of('autocast')) facts.push(...ifEnabled(call, fromDtype('autocast', call, call.argument('dtype'))));
  for (const call of calls.of('scaler'))
    facts.push(...ifEnabled(call, { by: 'scaler', format: 'fp16', setters: [], span: call.span }));
  for (const call of calls.of('cast')) facts.push(...fromCast(call));
  for (const call of calls.of('precision-policy')) facts.push(fromPrecision('policy', call, call.argument('policy')));
  for (const call of calls.of('accelerator'))
    facts.push(fromPrecision('accelerator', call, call.argument('mixed_precision') ?? call.argument('precision')));
  for (const call of calls.of('lightning-trainer')) {
    const precision = call.argument('precision');
    if (precision) facts.push(fromPrecision('trainer', call, precision));
  }
  for (const call of calls.of('training-arguments')) {
    for (const name of ['bf16', 'fp16'] as const) {
      const argument = call.argument(name);
      if (!argument) continue;
      const { value } = argument;
      const off = value.kind === 'known' && value.value === false && !value.setters.length;
      if (!off)
        facts.push({
          by: 'trainer',
          format: value.kind === 'known' && value.value === true ? name : undefined,
          setters: value.setters,
          span: argument.at,
        });
    }
  }
  for (const call of calls.of('download')) {
    const dtype = call.argument('torch_dtype') ?? call.argument('dtype');
    if (dtype && call.callee === 'from_pretrained') facts.push(fromDtype('model', call, dtype));
  }
  const tf32 = mentions(module, ['allow_tf32']) ? module.index.attributeStores.get('allow_tf32') : undefined;
  for (const { target } of tf32 ?? []) facts.push({ by: 'policy', format: 'tf32', setters: [], span: module.span(target) });
  return facts;
}

/** `enabled=args.amp` leaves the format open; `enabled=False` turns mixed precision off. */
function ifEnabled(call: CallFact, fact: PrecisionFact): PrecisionFact[] {
  const enabled = call.setting('enabled');
  if (!enabled || (isFixed(enabled) && enabled.value === true)) return [fact];
  if (isFixed(enabled) && enabled.value === false) return [{ ...fact, format: 'fp32' }];
  return [{ ...fact, format: undefined, setters: [...fact.setters, ...enabled.setters] }];
}

/** `model.half()`, `model.to(torch.bfloat16)`, `model.to(device, dtype=dtype)`. */
function fromCast(call: CallFact): PrecisionFact[] {
  if (call.callee !== 'to')
    return [{ by: 'cast', format: call.callee === 'half' ? 'fp16' : 'bf16', setters: [], span: call.span }];
  const dtype =
    call.argument('dtype') ?? call.arguments.positional.find(({ refersTo }) => refersTo !== undefined && refersTo in byDtype);
  return dtype ? [fromDtype('cast', call, dtype)] : [];
}

function fromDtype(by: PrecisionFact['by'], call: CallFact, dtype: Argument | undefined): PrecisionFact {
  const text = dtype?.value.kind === 'known' && typeof dtype.value.value === 'string' ? dtype.value.value : undefined;
  const format = byDtype[dtype?.refersTo ?? ''] ?? byDtype[text ?? ''];
  return {
    by,
    format: dtype ? format : by === 'autocast' ? defaultOfAutocast(call) : undefined,
    setters: dtype?.value.setters ?? [],
    span: dtype?.at ?? call.span,
  };
}

/** PyTorch's own computes in fp16, on a CPU in bf16. Those of Accelerate and Fabric follow their settings. */
function defaultOfAutocast(call: CallFact): NumberFormat | undefined {
  if (!/^(?:torch|mmengine)\./.test(call.name)) return undefined;
  const device = call.setting('device_type');
  const isCpu = call.name.startsWith('torch.cpu.') || (device?.kind === 'known' && device.value === 'cpu');
  return isCpu ? 'bf16' : 'fp16';
}

function fromPrecision(by: PrecisionFact['by'], call: CallFact, precision: Argument | undefined): PrecisionFact {
  const value = precision?.value;
  const text = value?.kind === 'known' ? String(value.value) : undefined;
  return {
    by,
    format: text === undefined ? undefined : byPrecision[text],
    setters: value?.setters ?? [],
    span: precision?.at ?? call.span,
  };
}
