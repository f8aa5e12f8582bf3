#!/bin/bash
DATA=<path to data>
python eval.py "$DATA"
