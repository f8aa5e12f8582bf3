import torch
import torch.nn.functional as F
from torch import nn, optim


class Trainer:
    def __init__(self, loader):
        self.loader = loader
        self.G = nn.Sequential(nn.Linear(100, 256), nn.ReLU(), nn.Linear(256, 784))
        self.D = nn.Sequential(nn.Linear(784, 256), nn.LeakyReLU(0.2), nn.Linear(256, 1))
        self.opt_g = optim.Adam(self.G.parameters(), lr=1e-4)
        self.opt_d = optim.Adam(self.D.parameters(), lr=1e-4)

    def run(self, epochs):
        for _ in range(epochs):
            for real, _ in self.loader:
                z = torch.randn(real.size(0), 100)
                fake = self.G(z)

                g_loss = -self.D(fake).mean()
                self.opt_g.zero_grad()
                g_loss.backward()
                self.opt_g.step()

                d_loss = F.relu(1 - self.D(real)).mean() + F.relu(1 + self.D(fake.detach())).mean()
                self.opt_d.zero_grad()
                d_loss.backward()
                self.opt_d.step()
