/** Trains on data that a model learns in seconds, or in a simulated environment: the GPU isn't what limits the speed. */
export const toyCode =
  /\b(E|K|Q|Fashion)?MNIST|\b[Cc]ora\b|\bgym(nasium)?\b|\bRandomDataset\b|\bBoringModel\b|\breinforce|\bpolicy_(net|gradient|loss)\b|make_(moons|blobs|classification|regression)|load_(iris|digits|breast_cancer)|distributed\.rpc\b/;

/** Has shapes that change too often for compilation. */
export const changingShapesCode =
  /detection|fasterrcnn|maskrcnn|mmdet|mmseg|mmpose|detectron|ultralytics|bitsandbytes|load_in_[48]bit|\blora\b|lora_|LoraConfig|unsloth|\bw?gan\b|discriminator|collate|pad_sequence|diffusers|gsplat|rasteriz|environment\.step|env\.step|gymnasium/i;

/** Needs the precision of fp32. */
export const preciseCode = /rasteriz|gsplat|gaussian.?splat|\bode(int)?\b|\bpinn\b|physics.?informed|torch\.fft/;

/** Learns samples one by one on purpose. */
export const singleSampleCode =
  /gsplat|rasteriz|nerf\b|discriminator|\bgym(nasium)?\b|dreambooth|textual.inversion|torch_geometric|GRPO/i;

/** Decodes samples from files: images, sound, or video. */
export const mediaCode =
  /\bPIL\b|\bImage\.open|\bcv2\.|\btorchvision\b|\balbumentations\b|\bdecord\b|\blibrosa\b|\btorchaudio\b|\bsoundfile\b|\bimread\b|\bpixel_values\b|\b(Auto|Image)Processor\b/;

/** Moves batches to a GPU. */
export const gpuCode = /\.cuda\(|["']cuda|\.to\(\s*(self\.)?device|accelerator\.prepare\(|fabric\.setup/;

/** Computes on a device that isn't an NVIDIA GPU. */
export const otherDeviceCode = /accelerator\s*=\s*["'](cpu|ipu|tpu|hpu|mps)["']|\bpoptorch\b|\bIPUStrategy\b|\btorch_xla\b/;
