import torch
from torch import nn
from torch.utils.data import DataLoader
from torch.utils.data.distributed import DistributedSampler


def make_loader(dataset, distributed):
    sampler = (
        DistributedSampler(dataset) if distributed else None
    )
    return DataLoader(dataset, sampler=sampler)


def train(dataset, model, epochs):
    train_loader = make_loader(dataset, True)
    optimizer = torch.optim.Adam(model.parameters())
    for epoch in range(epochs):
        for batch, target in train_loader:
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(batch), target).backward()
            optimizer.step()
