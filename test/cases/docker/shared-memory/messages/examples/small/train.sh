#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --shm-size 64m -v "$DIR:/workspace" -w /workspace demo python train.py
