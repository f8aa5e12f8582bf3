from transformers import Seq2SeqTrainer, Seq2SeqTrainingArguments

arguments = Seq2SeqTrainingArguments("outputs", bf16=True, learning_rate=rate(), dataloader_pin_memory=False)
Seq2SeqTrainer(net, arguments, train_dataset=data).train()
