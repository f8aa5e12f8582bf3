import torch
from torch.utils.data import DataLoader
net = torch.nn.Linear(8, 1).cuda()
optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3)
train_loader = DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)
for epoch in range(10):
    for batch in train_loader:
        with torch.autocast("cuda", dtype=torch.float16):
            loss = net(batch.cuda())
        loss.backward()
        optimizer.step()
