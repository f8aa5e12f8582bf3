/** A script that starts `train.py` on a GPU with the example's folder mounted. */
export const launch = (flags = ''): string =>
  [
    '#!/usr/bin/env bash',
    'SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"',
    `docker run --rm --gpus all -v "$SCRIPT_DIR:/workspace" -w /workspace ${flags ? `${flags} ` : ''}demo python train.py`,
    '',
  ].join('\n');

/** A hand-written loop over a loader, on a GPU. */
export const trainingLoop = (loader: string, step = 'loss = net(batch.to("cuda"))'): string =>
  [
    'import torch',
    'import torchvision',
    'from torch.utils.data import DataLoader, TensorDataset',
    'net = torch.nn.Linear(8, 1).cuda()',
    'optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3)',
    `train_loader = ${loader}`,
    'for epoch in range(10):',
    '    for batch in train_loader:',
    `        ${step}`,
    '        loss.backward()',
    '        optimizer.step()',
    '    print("loss:", loss.item())',
    '',
  ].join('\n');

/** A fine-tuning script with Hugging Face's trainer. */
export const fineTuning = (settings: string, more = ''): string =>
  [
    'from transformers import AutoModelForCausalLM, Trainer, TrainingArguments',
    'model = AutoModelForCausalLM.from_pretrained("org/model")',
    ...(more ? [more] : []),
    `args = TrainingArguments(output_dir="outputs"${settings ? `, ${settings}` : ''})`,
    'Trainer(model=model, args=args, train_dataset=data).train()',
    '',
  ].join('\n');
