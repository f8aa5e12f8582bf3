#!/bin/bash
docker build -t birds .
docker run --rm birds python train.py
