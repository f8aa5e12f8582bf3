import type { ConfigEntry } from './config-entry';

/** One tensor of a safetensors file, without its data. */
export interface Tensor {
  readonly name: string;
  /** As safetensors writes it: F32, F16, BF16, I64, … */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: number;
}

/** The header of a safetensors file, read without its data. */
export interface WeightsHeader {
  readonly tensorCount: number;
  /** At most the first 2,000. */
  readonly tensors: readonly Tensor[];
  readonly parameters: number;
  readonly metadata: Readonly<Record<string, string>>;
  /** Names of tensors with a zero in their shape. */
  readonly empty: readonly string[];
  /** Names of up to 20 tensors that hold NaN or infinity. Undefined: the data wasn't searched (too large). */
  readonly nonFinite?: readonly string[];
}

/** A file of weights that a run saved. */
export interface Checkpoint {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly step?: number;
  readonly epoch?: number;
  /** Safetensors only. Undefined with `broken` set: not readable. */
  readonly header?: WeightsHeader;
  /** Why the file can't be what its name says: empty, shorter than its header says, header not readable, a Git LFS pointer. */
  readonly broken?: string;
}

/** A LoRA or PEFT adapter: a folder with `adapter_config.json`, weights, or both. */
export interface Adapter {
  /** The folder. */
  readonly path: string;
  /** Flattened entries of adapter_config.json; undefined: the file is missing. */
  readonly config?: readonly ConfigEntry[];
  /** adapter_model.safetensors or .bin; undefined: missing. */
  readonly weights?: Checkpoint;
  /** Smaller side of the first `lora_A` tensor, from the header. */
  readonly rankInWeights?: number;
}
