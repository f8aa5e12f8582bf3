train() { python train.py; }
