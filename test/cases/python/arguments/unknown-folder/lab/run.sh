#!/bin/bash
# Both lab/ and the root have tools/train.py, so which one this starts depends on the caller.
python tools/train.py --other 1
python "$TOOLS/train.py" --other 1
python /path/to/train.py --other 1
cd "$WORK" && python train.py --other 1
