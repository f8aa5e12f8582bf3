#!/bin/bash
docker run --rm poems torchrun tune.py
