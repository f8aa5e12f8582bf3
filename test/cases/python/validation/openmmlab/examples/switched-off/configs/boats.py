_base_ = ["./_base_/schedule.py", "./_base_/data.py", "./_base_/runtime.py"]
val_cfg = None
val_dataloader = None
val_evaluator = None
