from torch.utils.data import DataLoader

loader = DataLoader([1], num_workers=4)
