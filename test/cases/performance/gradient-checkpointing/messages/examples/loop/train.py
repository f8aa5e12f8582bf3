from transformers import AutoModelForCausalLM
model = AutoModelForCausalLM.from_pretrained("org/model")
import torch
import torchvision
from torch.utils.data import DataLoader, TensorDataset
net = torch.nn.Linear(8, 1).cuda()
optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3)
train_loader = loader
for epoch in range(10):
    for batch in train_loader:
        loss = net(batch.to("cuda"))
        loss.backward()
        optimizer.step()
    print("loss:", loss.item())
