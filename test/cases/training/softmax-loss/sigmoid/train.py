import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def forward(self, x):
        x = self.body(x)
        return torch.sigmoid(x)


net = Net()
criterion = nn.BCEWithLogitsLoss()
for x, y in batches:
    out = net(x)
    loss = criterion(out, y)
