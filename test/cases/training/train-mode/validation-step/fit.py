import torch


class Fitter:
    def __init__(self, model, loader, held_out):
        self.model, self.loader, self.held_out = model, loader, held_out
        self.optimizer = torch.optim.AdamW(model.parameters())
        self.dropout = torch.nn.Dropout(0.1)

    def compute(self, batch, backward=True):
        loss = self.model(batch).mean()
        if backward:
            loss.backward()
        return loss

    def training_step(self, batch):
        self.model.train()
        self.optimizer.zero_grad()
        for part in batch.split(4):
            self.compute(part)
        self.optimizer.step()

    def validation_step(self, batch):
        self.model.eval()
        with torch.no_grad():
            return self.compute(batch, backward=False)

    def fit(self, epochs):
        for _ in range(epochs):
            for batch in self.loader:
                self.training_step(batch)
            for batch in self.held_out:
                print(self.validation_step(batch).item())
