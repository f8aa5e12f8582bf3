import argparse

import torch
import torch.nn.functional as F
seen = []

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=5)
options = parser.parse_args()
print("GPU:", torch.cuda.is_available())


def fit(net, batches, optimizer):
    for epoch in range(options.epochs):
        for inputs, labels in batches:
            loss = F.nll_loss(F.log_softmax(net(inputs), 1), labels)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            seen.append(len(labels))


net = torch.nn.Linear(8, 2)
fit(net, batches, torch.optim.SGD(net.parameters(), lr=0.1))
