import torch

latent = torch.randn(1, 8, requires_grad=True)
optimizer = torch.optim.Adam([latent], lr=0.1)
for step in range(50):
    loss = -critic(latent).mean()
    loss.backward()
    optimizer.step()
