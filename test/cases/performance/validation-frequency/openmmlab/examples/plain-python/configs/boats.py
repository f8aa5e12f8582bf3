from mmengine.config import read_base

with read_base():
    from ._base_.data import *
    from ._base_.runtime import *
    from ._base_.schedule import *

train_cfg.update(dict(val_interval=5))
