#!/usr/bin/env bash
docker run --rm --gpus device=1 -v "$PWD:/w" -w /w pytorch/pytorch:2.3.1-cuda12.1-cudnn8-runtime python3 infer.py --device cuda:1
