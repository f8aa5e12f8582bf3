import os

import torch

device = "cuda" if torch.cuda.is_available() else "cpu"


def main(gpu):
    os.environ["CUDA_VISIBLE_DEVICES"] = gpu
    torch.zeros(1).cuda()


def other():
    torch.cuda.set_device(0)


main("1")
