#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --mount "type=bind,src=$DIR,dst=/workspace,readonly" demo python train.py
