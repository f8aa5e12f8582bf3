#!/bin/bash
docker run --rm --privileged demo python train.py
