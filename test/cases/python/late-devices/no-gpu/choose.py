import os

import torch

if torch.cuda.is_available():
    device = torch.device("cuda")
else:
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    device = torch.device("cpu")
