_base_ = "./schedule.py"
