import torch
from transformers import AutoModel

encoder = AutoModel.from_pretrained("lab/small")
opt = torch.optim.AdamW(encoder.parameters())
cached = []
with torch.no_grad():
    for x in batches:
        cached.append(encoder(x))
encoder.train()
for x in batches:
    opt.zero_grad()
    encoder(x).mean().backward()
    opt.step()
