import torch


class Trainer:
    def __init__(self, net):
        self.net = net
        self.optim = torch.optim.Adam(net.parameters())

    def run(self, batches):
        for epoch in range(3):
            for x, y in batches:
                loss = (self.net(x) - y).pow(2).mean()
                loss.backward()
                self.optim.step()
