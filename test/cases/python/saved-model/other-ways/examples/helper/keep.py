import torch
def keep(net):
    torch.save(net, "outputs/net.pt")
