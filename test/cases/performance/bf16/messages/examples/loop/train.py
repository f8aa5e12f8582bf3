import torch
from torch.utils.data import DataLoader
net = torch.nn.Linear(8, 1).cuda()
optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3)
train_loader = DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)
scaler = torch.amp.GradScaler()
for epoch in range(10):
    for batch in train_loader:
        with torch.cuda.amp.autocast():
            loss = net(batch.cuda())
        scaler.scale(loss).backward()
        scaler.step(optimizer)
        scaler.update()
