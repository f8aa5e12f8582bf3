import torch
from keep import keep
optimizer = torch.optim.SGD(weights, lr=0.1)
for epoch in range(3):
    for batch in open("data.txt"):
        loss = net(batch)
        loss.backward()
        optimizer.step()
keep(net)
