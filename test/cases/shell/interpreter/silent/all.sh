#!/bin/bash
sh plain.sh
sh wrong.sh
sh -c "source x"
sh "$DIR/plain.sh"
