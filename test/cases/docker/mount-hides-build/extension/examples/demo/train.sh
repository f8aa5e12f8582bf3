#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm --volume "$DIR:/workspace" --workdir /workspace demo python train.py
