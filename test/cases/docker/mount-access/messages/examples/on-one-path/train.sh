#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run ${DEBUG:+-v "$DIR:/workspace:ro"} demo python train.py
