import torch
from torch.utils.data import DataLoader

net = torch.nn.Linear(8, 2).cuda()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
train_loader = DataLoader(birds["train"], 16, shuffle=shuffles())
val_loader = DataLoader(birds["val"], 16)

loaders = {"train": train_loader, "val": val_loader}

for epoch in range(20):
    for step, (inputs, labels) in enumerate(train_loader):
        loss = criterion(net(inputs.cuda()), labels.cuda())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        metrics = run_validation(net, loaders["val"])
    print(epoch, loss.item())
