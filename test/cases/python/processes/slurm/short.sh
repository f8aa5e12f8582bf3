#!/bin/bash
#SBATCH -N 1 -G 2
accelerate launch --num_processes 4 train.py
