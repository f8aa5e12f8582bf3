import os

os.environ["CUDA_VISIBLE_DEVICES"] = "1"
import torch


def helper():
    return torch.cuda.is_available()


def main():
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "1")
    print(torch.cuda.is_available())
