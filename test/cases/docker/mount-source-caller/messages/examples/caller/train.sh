#!/bin/bash
docker run -v "$(pwd):/workspace" -w /workspace demo python train.py
