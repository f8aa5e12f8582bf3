import torch
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms


def collate(items):
    return torch.stack(items)


class Clips(Dataset):
    def __getitem__(self, index):
        return torch.load(self.paths[index]).to("cuda:0")


loader = DataLoader(Clips(), num_workers=2, collate_fn=collate)
for batch in loader:
    batch.cuda()
