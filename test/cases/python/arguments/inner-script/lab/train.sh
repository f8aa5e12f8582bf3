#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker build -t demo "$DIR"
docker run --rm --gpus all demo
docker run --rm --gpus all demo bash inner.sh --rate 1
docker run --rm --gpus all --volume "$DIR:/workspace" --entrypoint /workspace/inner.sh --env EXTRA=--launch demo
