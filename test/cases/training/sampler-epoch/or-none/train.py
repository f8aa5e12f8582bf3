import torch
from torch.utils.data import DataLoader
from torch.utils.data.distributed import DistributedSampler


def main(model, optimizer, data, world_size):
    train_sampler = None
    if world_size > 1:
        train_sampler = DistributedSampler(data, num_replicas=world_size)
    loader = DataLoader(data, batch_size=8, sampler=train_sampler, shuffle=train_sampler is None)
    for cycle in range(3):
        for batch in loader:
            optimizer.zero_grad()
            loss = model(batch).mean()
            loss.backward()
            optimizer.step()
