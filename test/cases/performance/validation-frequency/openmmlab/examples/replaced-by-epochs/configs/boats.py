_base_ = ["./_base_/schedule.py", "./_base_/data.py", "./_base_/runtime.py"]
train_cfg = dict(_delete_=True, type="EpochBasedTrainLoop", max_epochs=12, val_interval=1)
