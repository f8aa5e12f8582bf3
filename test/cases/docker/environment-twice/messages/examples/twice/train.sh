#!/bin/bash
docker run -e OMP_NUM_THREADS=4 -e OMP_NUM_THREADS=8 demo python train.py
