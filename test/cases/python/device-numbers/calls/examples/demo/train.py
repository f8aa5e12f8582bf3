import torch

DEVICE = "cuda:2"


def main():
    torch.cuda.set_device(1)
    net = torch.nn.Linear(4, 4).cuda(0)
    net.to(DEVICE)
    if torch.cuda.device_count() > 1:
        net.to("cuda:1")
    return net.to("cuda")


if __name__ == "__main__":
    main()
