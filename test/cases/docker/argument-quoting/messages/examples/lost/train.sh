#!/bin/bash
docker run --rm demo bash -c "python train.py $@"
