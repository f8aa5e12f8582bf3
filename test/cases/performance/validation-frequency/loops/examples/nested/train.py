import torch
from torch.utils.data import DataLoader

net = torch.nn.Linear(8, 2).cuda()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
train_loader = DataLoader(birds["train"], 16, shuffle=shuffles())
val_loader = DataLoader(birds["val"], 16)


for epoch in range(20):
    for step, (inputs, labels) in enumerate(train_loader):
        loss = criterion(net(inputs.cuda()), labels.cuda())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        net.eval()
        with torch.inference_mode():
            for inputs, labels in val_loader:
                hits += count(net(inputs.cuda()), labels)
        net.train()
    print(epoch, loss.item())
