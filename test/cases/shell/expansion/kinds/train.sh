#!/bin/bash
M=${MODEL:gpt2}
P="${DATA:/data/images}"
docker run -e M="$M" demo
