_base_ = ["./_base_/schedule.py", "./_base_/data.py", "./_base_/runtime.py"]
