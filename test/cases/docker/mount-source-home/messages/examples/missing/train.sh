#!/bin/bash
docker run --mount "type=bind,src=$HOME/.cache/huggingface,dst=/root/.cache/huggingface" demo python train.py
