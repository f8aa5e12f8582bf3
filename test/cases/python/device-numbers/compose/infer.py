import torch
device = torch.device("cuda:1")
model = torch.nn.Linear(2, 2).to(device)
