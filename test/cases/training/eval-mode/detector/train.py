import torch


def train(model, loader, val_loader, optimizer, epochs):
    model.train()
    for _ in range(epochs):
        for images, targets in loader:
            losses = model(images, targets)
            optimizer.zero_grad()
            sum(losses.values()).backward()
            optimizer.step()
        # The model returns its losses in training mode only.
        model.train()
        with torch.no_grad():
            for images, targets in val_loader:
                print(sum(model(images, targets).values()))
