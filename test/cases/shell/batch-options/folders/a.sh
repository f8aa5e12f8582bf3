#!/bin/bash
#SBATCH --output=logs/%x.out
#SBATCH --error=logs/%x.err
mkdir -p logs
srun python train.py
