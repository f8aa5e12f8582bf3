import wandb

def main():
    wandb.init()


if __name__ == "__main__":
    main()
