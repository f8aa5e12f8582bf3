import torch

opt = torch.optim.LBFGS(net.parameters())
for x, y in batches:
    loss = net(x, y)
    loss.backward()
    opt.step(lambda: loss)
