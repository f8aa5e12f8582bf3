import torch

model = Net()
optimizer = torch.optim.Adam(model.parameters())


def train(epoch):
    model.train()
    for step, batch in enumerate(loader):
        optimizer.zero_grad()
        loss = model(batch).mean()
        loss.backward()
        optimizer.step()
        if step % 100 == 0:
            print(test())


def test():
    model.eval()
    with torch.no_grad():
        return model(held_out).mean()


for epoch in range(5):
    train(epoch)
