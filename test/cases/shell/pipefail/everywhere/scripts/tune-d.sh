#!/bin/bash
set -eo pipefail
torchrun train.py 2>&1 | tee d.log
