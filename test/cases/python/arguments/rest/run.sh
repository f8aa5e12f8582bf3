#!/bin/bash
# Programs that pass words on, take some from elsewhere, or take the start of a name. The last command is cut off, which is told there.
python launch.py --nproc 2 tune.py --length 3
python tune.py --learning_rate 1
python trainer.py --max_seq_len 4
python convert.py --sizes 2 3 -- --component x
python convert.py --seeds --sizes 2 3
python convert.py
  --component x
