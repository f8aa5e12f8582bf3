/** A script that runs a command in the image `demo`, with the example's folder mounted where it starts. */
export const launch = (command: string, flags = ''): string => `#!/usr/bin/env bash
SCRIPT_DIR="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
docker run --rm --gpus all -v "$SCRIPT_DIR:/workspace" -w /workspace ${flags ? `${flags} ` : ''}demo ${command}
`;

/** A Dockerfile with a known base image, and the script that builds the image `demo` with it. */
export const image = (run = '') => ({
  Dockerfile: `FROM pytorch/pytorch:2.1
${run && `${run}\n`}`,
  'build.sh': `#!/usr/bin/env bash
cd "$(dirname "$0")"
docker build -t demo .
`,
});

/** A program with an option for a whole number, one that chooses, and a flag. */
export const parser = `import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=3)
parser.add_argument("--rate", type=float, default=0.1)
parser.add_argument("--size", choices=["s", "l"])
parser.add_argument("--fast", action="store_true")
args = parser.parse_args()
`;

/** A README with a command. */
export const readme = (command: string): string => `\`\`\`bash
${command}
\`\`\`
`;

/** A training loop of its own. More lines may follow in the loop and after it. */
export const trainingLoop = (inside = '', after = ''): string => `import torch
optimizer = torch.optim.SGD(weights, lr=0.1)
for epoch in range(3):
    for batch in batches:
        loss = net(batch)
        loss.backward()
        optimizer.step()
${inside && `        ${inside}\n`}${after && `    ${after}\n`}`;

/** Training with Hugging Face's trainer. */
export const huggingFace = (data = '', settings = ''): string => `from transformers import Trainer, TrainingArguments
args = TrainingArguments(output_dir="outputs"${settings && `, ${settings}`})
Trainer(model=net, args=args, train_dataset=data${data && `, ${data}`}).train()
`;
