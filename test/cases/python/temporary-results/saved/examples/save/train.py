import torch

optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for epoch in range(3):
    for batch in batches:
        loss = net(batch)
        loss.backward()
        optimizer.step()
    print(loss)
torch.save(net.state_dict(), "/tmp/birds.pth")
