import wandb

def main():
    rank = 0
    if rank == 0:
        wandb.init(project="birds")


if __name__ == "__main__":
    main()
