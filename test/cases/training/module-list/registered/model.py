from torch import nn


class Wrapped(nn.Module):
    def __init__(self):
        super().__init__()
        self.stages = [nn.Linear(4, 4), nn.Linear(4, 4)]
        self.all = nn.ModuleList(self.stages)


class Added(nn.Module):
    def __init__(self):
        super().__init__()
        self.stages = []
        for i in range(3):
            stage = nn.Linear(4, 4)
            self.add_module(f"stage{i}", stage)
            self.stages.append(stage)


class Named(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 4)
        self.second = nn.Linear(4, 4)
        self.stages = [self.first, self.second]


class Stacked(nn.Module):
    def __init__(self):
        super().__init__()
        layers = []
        for _ in range(3):
            layers.append(nn.Linear(4, 4))
        self.stages = nn.Sequential(*layers)


class Teacher(nn.Module):
    def __init__(self, teacher):
        super().__init__()
        self.frozen = [teacher]
        self.reference = [nn.Linear(4, 4)]


class Activations(nn.Module):
    def __init__(self):
        super().__init__()
        self.steps = [nn.ReLU(), nn.Dropout(0.1)]


class Plain:
    def __init__(self):
        self.models = [nn.Linear(4, 4), nn.Linear(4, 4)]
