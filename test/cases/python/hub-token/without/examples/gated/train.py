from transformers import AutoModel

model = AutoModel.from_pretrained("meta-llama/Llama-3.2-1B")
