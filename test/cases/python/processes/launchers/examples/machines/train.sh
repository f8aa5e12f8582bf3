#!/usr/bin/env bash
HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
docker run --rm --gpus all -v "$HERE:/workspace" -w /workspace demo accelerate launch --num_machines 2 --num_processes 8 train.py
