#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/code" -w /code python:3.12-slim python3 train.py
