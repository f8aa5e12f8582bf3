from trl import PPOConfig, SFTTrainer

from .versions import check_version


def align():
    check_version("trl<0.10")
    return PPOConfig(model_name="gpt2", ppo_epochs=3)


def tune():
    return SFTTrainer(model="gpt2", packing=True, dataset_text_field="text")
