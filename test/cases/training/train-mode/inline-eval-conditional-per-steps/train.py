import torch
from torch import nn
import torch.nn.functional as F
from torchvision import models

@torch.no_grad()
def evaluate(model):
    model.eval()
    return sum((model(x.cuda()).argmax(1).cpu() == y).sum().item() for x, y in test_loader)


model = models.resnet18(num_classes=10).cuda()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
model.train()
for epoch in range(10):
    for step, (x, y) in enumerate(train_loader):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x.cuda()), y.cuda())
        loss.backward()
        optimizer.step()
        if step % 100 == 0:
            evaluate(model)
