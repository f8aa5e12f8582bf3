#!/bin/bash
docker run --rm poems --steps 3 --env HF_HOME=/models -v "$HOME/x:/models"
