import torch

state = torch.load("net.pt")
net = torch.nn.Linear(2, 2)
net.load_state_dict(state)
net.eval()
