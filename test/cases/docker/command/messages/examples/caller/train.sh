#!/bin/bash
docker run --rm -v "$(pwd):/workspace" -w /workspace demo python predict.py
