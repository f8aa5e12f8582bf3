#!/bin/bash
#SBATCH -o %j.out
#SBATCH -e /scratch/%j.err
srun python train.py
