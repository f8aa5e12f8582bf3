#!/bin/bash
if [ -z "$1" ]; then
  python train.py
