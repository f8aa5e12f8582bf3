#!/bin/bash

#SBATCH --gres=gpu:2
#SBATCH --mem=64G   # enough for the data
set -e
#SBATCH --time=10:00:00
#SBATCH --account=lab
srun python train.py
