import torch
from torch.utils.data import DataLoader, DistributedSampler

train_sampler = DistributedSampler(images, shuffle=False)
loader = DataLoader(images, sampler=train_sampler)
opt = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(5):
    for x in loader:
        opt.zero_grad()
        net(x).mean().backward()
        opt.step()
