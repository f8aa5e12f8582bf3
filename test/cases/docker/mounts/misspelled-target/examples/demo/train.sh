#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
MOUNTS=(-v "$DIR:/worskpace")

docker run --rm --gpus all "${MOUNTS[@]}" demo python train.py
