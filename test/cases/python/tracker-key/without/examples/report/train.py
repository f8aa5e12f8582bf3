from trl import SFTConfig

args = SFTConfig("outputs", report_to=["wandb"])
