import torch
from huggingface_hub import snapshot_download
from torch.utils.data import DataLoader
from torchvision import datasets
train_loader = DataLoader(datasets.ImageFolder(snapshot_download("zoo/flowers")), batch_size=8, num_workers=4, persistent_workers=True)
net = torch.nn.Linear(8, 1).cuda()
optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3)
for epoch in range(10):
    for batch in train_loader:
        loss = net(batch.cuda())
        loss.backward()
        optimizer.step()
    print("loss:", loss.item())
