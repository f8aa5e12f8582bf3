import argparse
import os
import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

def options():
    parser = argparse.ArgumentParser()
    parser.add_argument("--batch-size", type=int, default=int(os.environ.get("BATCH_SIZE", "8")))
    return parser.parse_args()

def images(folder, batch_size, training):
    prepare = transforms.Compose([transforms.RandomResizedCrop(224), transforms.ToTensor()])
    return DataLoader(datasets.ImageFolder(folder, prepare), batch_size=batch_size, shuffle=training, num_workers=4)

chosen = options()
train_loader = images("data/train", chosen.batch_size, True)
val_loader = images("data/val", chosen.batch_size, False)
net = torch.nn.Linear(8, 1).cuda()
optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3)
for epoch in range(10):
    for batch in train_loader:
        loss = net(batch.cuda())
        loss.backward()
        optimizer.step()
