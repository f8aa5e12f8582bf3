from transformers import AutoModel

model = AutoModel.from_pretrained("org/birds")
model.push_to_hub("org/better-birds")
