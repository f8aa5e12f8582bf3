from torch.utils.data import DataLoader, DistributedSampler

def make_loader(dataset):
    return DataLoader(dataset, batch_size=32, sampler=DistributedSampler(dataset))
