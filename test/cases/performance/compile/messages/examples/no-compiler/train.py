import torch
import torchvision
from torch.utils.data import DataLoader, TensorDataset
net = torch.nn.Linear(8, 1).cuda()
optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3)
train_loader = DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)
for epoch in range(10):
    for batch in train_loader:
        loss = net(batch.to("cuda"))
        loss.backward()
        optimizer.step()
    print("loss:", loss.item())
