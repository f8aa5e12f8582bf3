import torch
from torch.utils.data import DataLoader, DistributedSampler

val_sampler = DistributedSampler(held_out)
loader = DataLoader(images, sampler=None)
opt = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(5):
    for x in loader:
        opt.zero_grad()
        net(x).mean().backward()
        opt.step()
