import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, models, transforms


class Trainer:
    def __init__(self, model, train_loader, val_loader, lr=1e-3):
        self.model = model.cuda()
        self.train_loader, self.val_loader = train_loader, val_loader
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=lr)
        self.criterion = nn.CrossEntropyLoss()
        self.history = {"loss": [], "accuracy": []}

    def train_step(self, images, labels):
        self.optimizer.zero_grad()
        loss = self.criterion(self.model(images.cuda()), labels.cuda())
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def train_epoch(self):
        running = 0.0
        for images, labels in self.train_loader:
            running += self.train_step(images, labels)
        self.history["loss"].append(running / len(self.train_loader))

    @torch.no_grad()
    def validate(self):
        self.model.eval()
        hits = seen = 0
        for images, labels in self.val_loader:
            hits += (self.model(images.cuda()).argmax(1).cpu() == labels).sum().item()
            seen += len(labels)
        self.history["accuracy"].append(hits / seen)

    def train(self, epochs):
        for epoch in range(epochs):
            self.model.train()
            self.train_epoch()
            self.validate()
            print(epoch, self.history["loss"][-1], self.history["accuracy"][-1])


def load(split):
    data = datasets.ImageFolder(split, transforms.ToTensor())
    return DataLoader(data, batch_size=32, shuffle=split == "train", num_workers=4)


if __name__ == "__main__":
    model = models.resnet18()
    model.fc = nn.Linear(512, 7)
    trainer = Trainer(model, load("train"), load("val"))
    trainer.train(10)
    torch.save(model.state_dict(), "model.pt")
