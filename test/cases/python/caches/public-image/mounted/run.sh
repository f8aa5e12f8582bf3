#!/bin/bash
cd "$(dirname "$0")"
docker run --rm -v "$HOME/.cache/huggingface:/root/.cache/huggingface" -v "$PWD:/ferns" -w /ferns \
  nvcr.io/nvidia/pytorch:24.05-py3 bash -c "pip install transformers && python ferns.py"
