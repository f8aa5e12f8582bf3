from mmengine.config import Config
from mmengine.runner import Runner

Runner.from_cfg(Config.fromfile("configs/ferries.py")).train()
