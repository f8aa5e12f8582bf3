#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run ${CACHE:+--mount "type=bind,src=$HOME/.cache/torch,dst=/root/.cache/torch"} demo python train.py
