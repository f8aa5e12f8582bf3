import torch
from torch.utils.data import BatchSampler, DataLoader, DistributedSampler, RandomSampler


def train(args, model, data):
    train_sampler = (
        RandomSampler(data)
        if args.local_rank == -1
        else DistributedSampler(data)
    )
    loader = DataLoader(data, sampler=train_sampler)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(args.epochs):
        for x, y in loader:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(x), y).backward()
            optimizer.step()


class Trainer:
    def __init__(self, model, data):
        self.model = model
        sampler = DistributedSampler(data)
        sampler = BatchSampler(sampler, batch_size=8, drop_last=False)
        self.batches = DataLoader(data, batch_sampler=sampler)
        self.optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

    def train(self, epochs):
        for _ in range(epochs):
            for x, y in self.batches:
                self.optimizer.zero_grad()
                torch.nn.functional.cross_entropy(self.model(x), y).backward()
                self.optimizer.step()
