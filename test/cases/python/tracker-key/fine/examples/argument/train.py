import wandb

def main():
    wandb.init(mode="disabled")


if __name__ == "__main__":
    main()
