#!/bin/bash
#SBATCH --exclusive --gres=gpu:1
#SBATCH --nodes=2
srun torchrun --nproc_per_node=8 train.py
