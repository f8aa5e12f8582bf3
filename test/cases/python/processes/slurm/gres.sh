#!/bin/bash
#SBATCH --gres=gpu:2
#SBATCH --nodes=2
srun torchrun --nproc_per_node=8 train.py
