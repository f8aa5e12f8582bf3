import torch
from torch.utils.data import DataLoader, DistributedSampler


loader = DataLoader(images, sampler=DistributedSampler(images))
opt = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(5):
    for x in loader:
        opt.zero_grad()
        net(x).mean().backward()
        opt.step()
