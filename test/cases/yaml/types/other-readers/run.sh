#!/bin/bash
cd "$(dirname "$0")" || exit 1
python conf.py --cfg conf.yaml
