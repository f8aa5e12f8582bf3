import torch

model = torch.nn.Linear(4, 2)
optimizer = torch.optim.Adam(model.parameters())
for batch in loader:
    optimizer.zero_grad()
    losses = []
    for part in batch.chunk(4):
        loss = model(part).mean()
        losses.append(loss)
        loss.backward()
    optimizer.step()
