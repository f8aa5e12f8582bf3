import torch
import yaml

config = yaml.safe_load(open("config.yaml"))
optimizer = torch.optim.SGD(net.parameters(), lr=config["lr"])
