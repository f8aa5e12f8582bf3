import os

for project in os.environ["WANDB_PROJECTS"].split():
    print(project)
