from accelerate import Accelerator

accelerator = Accelerator(log_with="wandb")
accelerator.init_trackers("birds")
