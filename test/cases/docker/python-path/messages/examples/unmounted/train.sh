#!/bin/bash
docker run -e PYTHONPATH=/cvlization_repo demo python train.py
