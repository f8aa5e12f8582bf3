#!/usr/bin/env bash
set -e
python fit.py --rounds 3
