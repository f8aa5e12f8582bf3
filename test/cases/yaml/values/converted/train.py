import torch
import yaml
from ruamel.yaml import YAML

config = yaml.safe_load(open("config.yaml"))
optimizer = torch.optim.SGD(net.parameters(), lr=float(config["lr"]))
other = torch.optim.SGD(net.parameters(), lr=YAML().load(open("config.yaml"))["lr"])
