import torch
from torch.utils.data import DataLoader

net = torch.nn.Linear(8, 2).cuda()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
train_loader = DataLoader(birds["train"], 16, shuffle=shuffles())
val_loader = DataLoader(birds["val"], 16)


def evaluate(net, data):
    with torch.no_grad():
        return sum(criterion(net(inputs.cuda()), labels.cuda()) for inputs, labels in data)


for epoch in range(20):
    for step, (inputs, labels) in enumerate(train_loader):
        loss = criterion(net(inputs.cuda()), labels.cuda())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    evaluate(net, val_loader)
    print(epoch, loss.item())
