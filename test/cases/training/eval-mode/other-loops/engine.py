import torch
from base import Engine


class PoseEngine(Engine):
    def fit(self):
        self.core.train()
        for images, points in self.batches:
            self.optimizer.zero_grad()
            self.criterion(self.core(images), points).backward()
            self.optimizer.step()

    def evaluate(self):
        self.start_evaluation()
        with torch.no_grad():
            return [self.core(images).cpu() for images, _ in self.held_out]

    def validate(self):
        self.start_evaluation()
        results = []
        with torch.no_grad():
            for images, _ in self.held_out:
                results.append(self.core(images).cpu())
        return results
