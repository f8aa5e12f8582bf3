import torch
from PIL import Image

net = torch.compile(torch.nn.Linear(1, 1))
image = Image.open("a.png").resize((8, 8), Image.Resampling.BILINEAR)
