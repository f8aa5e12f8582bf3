import torch
from torch import nn

generator = nn.Linear(16, 64)
discriminator = nn.Linear(64, 1)
bce = nn.BCEWithLogitsLoss()
g_opt = torch.optim.RMSprop(generator.parameters(), lr=1e-4)
d_opt = torch.optim.RMSprop(discriminator.parameters(), lr=1e-4)

for step in range(1000):
    images = next(data)
    with torch.no_grad():
        made = generator(torch.randn(8, 16))
    d_loss = bce(discriminator(images), torch.ones(8, 1)) + bce(discriminator(made), torch.zeros(8, 1))
    d_opt.zero_grad()
    d_loss.backward()
    d_opt.step()

    made = generator(torch.randn(8, 16))
    g_loss = bce(discriminator(made), torch.ones(8, 1))
    g_opt.zero_grad()
    g_loss.backward()
    g_opt.step()
