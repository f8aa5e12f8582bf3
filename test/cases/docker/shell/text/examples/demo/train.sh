#!/bin/bash
docker run --rm nvidia/cuda:12.4.1-runtime-ubuntu22.04 /bin/sh -c "python3 train.py &> /out/train.log"
docker run --rm python:3.12-slim sh -ec 'for seed in {1..3}; do python train.py --seed "$seed"; done'
