import torch
import torch.distributed as dist

dist.init_process_group("nccl")
rank = dist.get_rank()
opt = torch.optim.SGD(net.parameters(), lr=0.1)


def save(epoch):
    torch.save({"state": net.state_dict(), "epoch": epoch}, "last.pt")


for epoch in range(5):
    for x in loader:
        opt.zero_grad()
        net(x).mean().backward()
        opt.step()
    save(epoch)
