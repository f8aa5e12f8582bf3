#!/bin/bash
cd "$(dirname "$0")"
docker run --rm -v data:/data demo python train.py
