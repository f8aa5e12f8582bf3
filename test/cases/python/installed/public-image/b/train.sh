#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/code" -w /code pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime python3 train.py
