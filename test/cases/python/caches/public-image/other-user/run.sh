#!/bin/bash
cd "$(dirname "$0")"
docker run --rm -v "$PWD:/home/jovyan/ferns" -w /home/jovyan/ferns jupyter/pytorch-notebook:2024-05-27 python ferns.py
