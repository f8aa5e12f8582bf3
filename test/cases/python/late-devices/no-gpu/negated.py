import os

import torch


def device():
    if not torch.cuda.is_available():
        os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
        return "cpu"
    return "cuda"
