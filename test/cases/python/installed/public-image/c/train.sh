#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/code" -w /code ubuntu:22.04 python3 train.py
