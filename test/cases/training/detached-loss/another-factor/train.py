import torch

actor = Actor()
log_alpha = torch.zeros(1, requires_grad=True)
optimizer = torch.optim.Adam([log_alpha])
for observations in loader:
    _, log_pi, probabilities = actor.get_action(observations)
    alpha_loss = (probabilities.detach() * (-log_alpha.exp() * (log_pi + 1.0).detach())).mean()
    optimizer.zero_grad()
    alpha_loss.backward()
    optimizer.step()
