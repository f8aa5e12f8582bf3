import torch
from torch import nn


class Agent:
    def __init__(self, actor, critic):
        self.actor, self.critic = actor, critic
        self.actor_optim = torch.optim.Adam(actor.parameters(), lr=1e-4)
        self.critic_optim = torch.optim.Adam(critic.parameters(), lr=1e-3)

    def update(self, memory):
        for state, action, target in memory:
            value_loss = nn.functional.mse_loss(self.critic(state, action), target)
            self.critic_optim.zero_grad()
            value_loss.backward()
            self.critic_optim.step()

            policy_loss = -self.critic(state, self.actor(state)).mean()
            self.actor_optim.zero_grad()
            policy_loss.backward()
            self.critic_optim.step()
