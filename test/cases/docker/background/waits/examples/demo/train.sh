#!/bin/bash
id=$(docker run -d -v "$PWD/outputs:/outputs" demo python train.py)
docker wait "$id"
cp outputs/model.pt /srv/models/
docker run --rm -v "$PWD/outputs:/outputs" demo python evaluate.py && cp outputs/report.json /srv/
docker run --rm -d -v "$PWD/outputs:/outputs" demo python serve.py
cp config.yaml outputs/
