#!/bin/bash
#SBATCH --gpus=16
#SBATCH --nodes=2
srun torchrun --nproc_per_node=8 train.py
