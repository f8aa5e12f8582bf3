from mmengine.config import Config
from mmengine.runner import Runner

cfg = Config.fromfile("configs/boats.py")
cfg.merge_from_dict({"train_dataloader.num_workers": 8})
runner = Runner.from_cfg(cfg)
runner.train()
