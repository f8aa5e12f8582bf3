import torch

net = torch.nn.Linear(8, 2).cuda()
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for run in range(3):
    for epoch in range(200):
        loss = criterion(net(graph), labels)
        loss.backward()
        optimizer.step()
        evaluate(net, val_data)
        print(loss.item())
