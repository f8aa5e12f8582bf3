from transformers import Trainer, TrainingArguments


class Collator:
    def __init__(self, device):
        self.device = device

    def __call__(self, samples):
        return stack(samples).to(self.device)


arguments = TrainingArguments("outputs", bf16=True, dataloader_pin_memory=False)
Trainer(net, arguments, data_collator=Collator("cuda"), train_dataset=data).train()
