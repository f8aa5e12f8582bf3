import wandb

def main():
    wandb.init(project="birds")


if __name__ == "__main__":
    main()
