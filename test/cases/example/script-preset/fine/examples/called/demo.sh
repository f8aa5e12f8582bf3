#!/bin/bash
bash train.sh --epochs 1
