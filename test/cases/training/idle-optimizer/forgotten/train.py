import torch

head_optimizer = torch.optim.SGD(head.parameters(), lr=0.1)
body_optimizer = torch.optim.SGD(body.parameters(), lr=0.01)
scheduler = torch.optim.lr_scheduler.StepLR(body_optimizer, 10)

for epoch in range(30):
    for images, labels in loader:
        head_optimizer.zero_grad()
        body_optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(head(body(images)), labels)
        loss.backward()
        head_optimizer.step()
    scheduler.step()
