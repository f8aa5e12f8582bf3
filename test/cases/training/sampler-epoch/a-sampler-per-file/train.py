import random

import torch
from torch.utils.data import DataLoader
from torch.utils.data.distributed import DistributedSampler


def make_loader(path, size):
    data = torch.load(path)
    return DataLoader(data, batch_size=size, sampler=DistributedSampler(data))


def main(model, optimizer, files):
    for epoch in range(10):
        random.Random(epoch).shuffle(files)
        for path in files:
            for batch in make_loader(path, 32):
                optimizer.zero_grad()
                loss = model(batch).mean()
                loss.backward()
                optimizer.step()
