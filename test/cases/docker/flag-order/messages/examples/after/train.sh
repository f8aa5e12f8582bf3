#!/bin/bash
docker run --rm demo --gpus all
