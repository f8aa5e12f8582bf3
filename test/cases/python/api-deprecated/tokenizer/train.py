from transformers import Trainer


class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs):
        return model(**inputs).loss


trainer = WeightedTrainer(model=net, tokenizer=tokenizer)
