from transformers import AutoModel
print(AutoModel.from_pretrained("bert-base-uncased"))
