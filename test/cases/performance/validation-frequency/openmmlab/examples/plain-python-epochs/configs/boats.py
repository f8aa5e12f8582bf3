from mmengine.runner import EpochBasedTrainLoop
from mmengine.config import read_base

with read_base():
    from ._base_.data import *
    from ._base_.runtime import *
    from ._base_.schedule import *

train_cfg = dict(type=EpochBasedTrainLoop, max_epochs=12, val_interval=1)
