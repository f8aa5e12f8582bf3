/** A script that starts `train.py` on a GPU, with the example's folder mounted. */
export const launch = (flags = ''): string => `#!/usr/bin/env bash
SCRIPT_DIR="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
docker run --rm --gpus all -v "$SCRIPT_DIR:/workspace" -w /workspace ${flags ? `${flags} ` : ''}demo python train.py
`;

/** Metadata that asks for GPU memory in GB. */
export const vram = (gigabytes: number): string => `name: demo
resources: {vram_gb: ${gigabytes}}
`;

/** A hand-written loop over a loader, on a GPU. */
export const trainingLoop = (loader: string, step = 'loss = net(batch.to("cuda"))'): string => `import torch
import torchvision
from torch.utils.data import DataLoader, TensorDataset
net = torch.nn.Linear(8, 1).cuda()
optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3)
train_loader = ${loader}
for epoch in range(10):
    for batch in train_loader:
        ${step}
        loss.backward()
        optimizer.step()
    print("loss:", loss.item())
`;

/** A fine-tuning script with Hugging Face's trainer. */
export const fineTuning = (
  settings: string,
  more = '',
): string => `from transformers import AutoModelForCausalLM, Trainer, TrainingArguments
model = AutoModelForCausalLM.from_pretrained("org/model")
${more && `${more}\n`}args = TrainingArguments(output_dir="outputs"${settings && `, ${settings}`})
Trainer(model=model, args=args, train_dataset=data).train()
`;

/** A fine-tuning script with TRL's trainer. */
export const supervised = (settings: string): string => `from trl import SFTConfig, SFTTrainer
args = SFTConfig(output_dir="outputs"${settings && `, ${settings}`})
SFTTrainer(model="org/model", args=args, train_dataset=data).train()
`;

/** A training log that ends out of GPU memory, or just before. */
export const trainingLog = (crashes: boolean): string => `step 10 loss: 2.1
${
  crashes
    ? `Traceback (most recent call last):
  File "train.py", line 8, in <module>
torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB
`
    : ''
}`;

/** A log of nvidia-smi: how busy the GPU was for 20 seconds, and how much of its 16 GB was in use. */
export const gpuLog = (busy: number, mebibytes = 9000): string => {
  const lines = Array.from(
    { length: 20 },
    (_, second) => `2025/01/01 10:00:${10 + second}.000, 0, ${busy} %, ${mebibytes} MiB, 16000 MiB
`,
  );
  return `timestamp, index, utilization.gpu [%], memory.used [MiB], memory.total [MiB]
${lines.join('')}`;
};
