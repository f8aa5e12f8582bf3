#!/bin/bash
docker run --rm "demo:$1" --gpus all
