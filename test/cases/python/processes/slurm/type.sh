#!/bin/bash
#SBATCH --gres=gpu:a100:4,nvme:1
#SBATCH --nodes=2
srun torchrun --nproc_per_node=8 train.py
