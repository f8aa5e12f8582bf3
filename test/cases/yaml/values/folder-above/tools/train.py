import yaml
from torch import optim


def load():
    return yaml.load(open("configs/base.yaml"), Loader=yaml.FullLoader)


cfg = load()["train"]
optimizer = optim.AdamW(net.parameters(), lr=cfg["lr"], weight_decay=cfg["weight_decay"], eps=cfg["eps"])
