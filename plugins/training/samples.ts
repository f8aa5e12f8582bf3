/** Training of an image classifier with PyTorch. `update` is the body of the inner loop. */
export const training = (update: string, { head = '', after = '' } = {}): string => `import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import models

model = models.resnet18().cuda()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
loader = DataLoader(images, batch_size=32, num_workers=4)
${head}
for epoch in range(10):
    model.train()
    for inputs, labels in loader:
${update.replace(/^(?=.)/gm, '        ')}
${after?.replace(/^(?=.)/gm, '    ')}
`;

/** The usual update. */
export const update = `optimizer.zero_grad()
loss = nn.functional.cross_entropy(model(inputs), labels)
loss.backward()
optimizer.step()`;

/** The usual update in half precision, with a scaler. */
export const scaledUpdate = `optimizer.zero_grad()
with torch.autocast("cuda", dtype=torch.float16):
    loss = nn.functional.cross_entropy(model(inputs), labels)
scaler.scale(loss).backward()
scaler.unscale_(optimizer)
nn.utils.clip_grad_norm_(model.parameters(), 1.0)
scaler.step(optimizer)
scaler.update()`;

export const scaler = 'scaler = torch.amp.GradScaler("cuda")';

/** Evaluation after each epoch. */
export const evaluation = `model.eval()
with torch.no_grad():
    for inputs, labels in held_out:
        print((model(inputs).argmax(1) == labels).float().mean().item())`;
