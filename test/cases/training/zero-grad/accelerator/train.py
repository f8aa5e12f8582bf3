import torch
from accelerate import Accelerator

accelerator = Accelerator()
net, opt = accelerator.prepare(net, torch.optim.AdamW(net.parameters()))
opt = torch.optim.AdamW(net.parameters())
for x, y in batches:
    loss = net(x, y)
    accelerator.backward(loss)
    opt.step()
