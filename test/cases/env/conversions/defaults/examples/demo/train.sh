#!/bin/bash
docker run --rm -v "$(dirname "$0"):/workspace" -w /workspace demo python train.py
