#!/bin/bash
python -m venv .venv
