#!/bin/bash
torchrun --nnodes 4 --nproc_per_node 8 --rdzv_backend c10d --rdzv_endpoint "$HEAD:29400" ddp.py
