#!/bin/bash
python submit.py --model a --tuned --cluster west
python submit.py --model b --tuned --cluster west
python submit.py --model c --tuned
