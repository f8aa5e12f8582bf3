#!/bin/sh
docker run --rm --env-file settings.env fitter python fit.py
