#!/bin/bash
MODEL=<path to model>
python serve.py "$MODEL"
