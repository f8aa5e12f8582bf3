from datasets import load_dataset
data = load_dataset("uoft-cs/cifar10", split="train")
