#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --mount "type=bind,src=$DIR/dataset,dst=/data" demo python train.py
