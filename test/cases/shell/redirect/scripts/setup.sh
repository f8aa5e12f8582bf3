#!/bin/bash
set -e
pip install transformers>=4.40 torch
python -m pip install --upgrade "datasets>=2.0" numpy<2 -q
conda install -y "pytorch"=2.1 mkl<=2024.0
pip install -r requirements.txt>install.log 2>&1
pip install 'accelerate>=0.26' > pip.log
pip list | grep torch>versions.txt
