#!/bin/bash
docker run --rm -v "$PWD:/w" -w /w --env-file app.env python:3.11 python main.py
