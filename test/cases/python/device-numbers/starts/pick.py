import torch

device = torch.device("cuda:1" if torch.cuda.is_available() else "cpu")
other = torch.device("cuda:7" if torch.cuda.device_count() > 7 else "cpu")
