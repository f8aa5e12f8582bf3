from huggingface_hub import hf_hub_download, snapshot_download, HfFolder, ModelFilter
from trl import GRPOConfig, DPOConfig, GKDTrainer, ModelConfig, OnlineDPOTrainer
from transformers import TrainingArguments
from diffusers import FlaxStableDiffusionPipeline, StableDiffusionKDiffusionPipeline
from accelerate import notebook_launcher
from peft import BoneConfig
p = hf_hub_download("a/b", "c", local_dir="x", local_dir_use_symlinks=False)
q = snapshot_download("a/b", resume_download=True, proxies=None)
g = GRPOConfig(output_dir="o", use_liger_loss=True, vllm_guided_decoding_regex="a", wandb_log_unique_prompts=True)
m = ModelConfig(torch_dtype="bfloat16")
t = TrainingArguments("o", warmup_ratio=0.1, logging_dir="l")
notebook_launcher(main, use_fp16=True)
