import type { Sample, SampleFile } from '../../src/api';

/** A safetensors file of 32-bit values with those tensors, for documentation: 8 bytes of the header's length, the header, the data. */
export function safetensors(shapes: { readonly [name: string]: readonly number[] }, fill = 0): Uint8Array {
  let end = 0;
  const entries = Object.entries(shapes).map(([name, shape]) => {
    const begin = end;
    end += 4 * shape.reduce((product, size) => product * size, 1);
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }] as const;
  });
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const bytes = new Uint8Array(8 + header.length + end);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  for (let at = 8 + header.length; at < bytes.length; at += 4) view.setFloat32(at, fill, true);
  return bytes;
}

/** The CSV of a short Lightning run. */
export const lightningLog = `epoch,step,train_loss
0,10,2.1
0,20,1.9
`;

/** A Lightning run with such weights. */
export const checkpointed = (bytes: Uint8Array): Sample => ({
  'example.yaml': 'name: demo\n',
  'lightning_logs/version_0/metrics.csv': lightningLog,
  'lightning_logs/version_0/checkpoints/last.safetensors': { bytes, tracked: false },
});

const layer = 'base_model.model.model.layers.0.self_attn.q_proj';
const loraWeights = safetensors({ [`${layer}.lora_A.weight`]: [16, 64], [`${layer}.lora_B.weight`]: [64, 16] });

/** `adapter_config.json` of a LoRA adapter of rank 16. */
export const adapterConfig = `{
  "base_model_name_or_path": "org/model",
  "lora_alpha": 32,
  "peft_type": "LORA",
  "r": 16,
  "target_modules": ["q_proj"],
  "task_type": "CAUSAL_LM"
}
`;

/** The two files of an adapter in `outputs/adapter`; each is left out where it is undefined. */
export function adapterFiles(
  config: string | undefined,
  weights: Uint8Array | undefined = loraWeights,
): {
  readonly [path: string]: SampleFile;
} {
  return {
    'example.yaml': 'name: demo\n',
    ...(config !== undefined && { 'outputs/adapter/adapter_config.json': config }),
    ...(weights.length > 0 && { 'outputs/adapter/adapter_model.safetensors': { bytes: weights, tracked: false } }),
  };
}

export const noWeights = new Uint8Array(0);

/** A text log of three values, then those lines. */
export const log = (end = ''): Sample => ({
  'example.yaml': 'name: demo\n',
  'logs/train.log': `step 10 loss: 2.1
step 20 loss: 1.9
step 30 loss: 1.7
${end}`,
});

/** The same, then a traceback with that last line, then what follows. */
export const traceback = (last: string, after = ''): Sample =>
  log(`Traceback (most recent call last):
  File "/workspace/train.py", line 88, in <module>
    main()
${last}
${after}`);

/** `trainer_state.json` of a run of 40 steps. */
export const trainerState = (planned: number): Sample => ({
  'example.yaml': 'name: demo\n',
  'outputs/trainer_state.json': `{"epoch": 0.4, "global_step": 40, "max_steps": ${planned}, "log_history": [
  {"epoch": 0.2, "loss": 2.1, "step": 20},
  {"epoch": 0.4, "loss": 1.9, "step": 40}
]}
`,
});

/** A text log of those lines alone. */
export const onlyLog = (text: string): Sample => ({ 'example.yaml': 'name: demo\n', 'logs/train.log': text });
