def tell(loss):
    print(loss.item())
