#!/bin/bash
#SBATCH -o runs/%j.out
srun python train.py
