#!/bin/bash
set -e
torchrun --nproc_per_node 2 train.py --size c 2>&1 | tee c.log
