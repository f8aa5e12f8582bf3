import torch

model = torch.nn.Linear(4, 2)
optimizer = torch.optim.Adam(model.parameters())
for batch in loader:
    loss = model(batch).mean()
    optimizer.zero_grad()
    (loss.detach() * 0.5).backward()
    optimizer.step()
