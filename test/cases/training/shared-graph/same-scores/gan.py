import torch
from torch import nn

netG, netD = None, None
generator = nn.Linear(16, 64)
discriminator = nn.Linear(64, 1)
bce = nn.BCEWithLogitsLoss()
g_opt = torch.optim.RMSprop(generator.parameters(), lr=1e-4)
d_opt = torch.optim.RMSprop(discriminator.parameters(), lr=1e-4)

for step in range(1000):
    images = next(data)
    made = generator(torch.randn(8, 16))
    on_real = discriminator(images)
    on_made = discriminator(made).squeeze(1)
    d_loss = (bce(on_real, torch.ones(8)) + bce(on_made, torch.zeros(8))) / 2
    d_opt.zero_grad()
    d_loss.backward()
    d_opt.step()

    g_loss = bce(discriminator(made).squeeze(1), torch.ones(8))
    g_opt.zero_grad()
    g_loss.backward()
    g_opt.step()
