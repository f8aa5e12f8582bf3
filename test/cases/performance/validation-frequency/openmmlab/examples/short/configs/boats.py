_base_ = ["./_base_/schedule.py", "./_base_/data.py", "./_base_/runtime.py"]
train_cfg = dict(max_iters=60, val_interval=20)
