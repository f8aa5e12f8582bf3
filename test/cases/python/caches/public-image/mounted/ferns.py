from transformers import AutoModel

net = AutoModel.from_pretrained("org/ferns")
