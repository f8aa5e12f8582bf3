import torch
from torch import nn

torch.distributed.init_process_group("nccl", init_method="tcp://localhost:23456", rank=0, world_size=1)
model = nn.parallel.DistributedDataParallel(nn.Linear(8, 2).cuda())
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
for x, y in torch.load("train.pt"):
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(x), y).backward()
    optimizer.step()
torch.save(model.module.state_dict(), "model.pt")
