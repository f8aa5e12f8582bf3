import wandb


def start(settings):
    if not settings.track:
        return
    wandb.init()


start(load())
