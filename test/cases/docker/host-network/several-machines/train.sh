#!/bin/bash
docker run --rm --network host demo torchrun --nnodes 2 --node-rank "$1" train.py
docker run --rm --network host demo torchrun --nnodes=1:4 train.py
docker run --rm --network host demo bash -c "accelerate launch --num_machines $MACHINES train.py"
docker run --rm --network host demo torchrun --nnodes 1 train.py
