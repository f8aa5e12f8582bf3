#!/bin/bash
cd "$(dirname "$0")"
docker run --rm --gpus all -v "$PWD:/whales" -w /whales registry.example.com/whales/trainer:7 python song.py
