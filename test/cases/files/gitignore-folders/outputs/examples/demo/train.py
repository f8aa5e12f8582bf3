torch.save(model.state_dict(), "outputs/model.pth")
