from transformers import AutoModel

model = AutoModel.from_pretrained("org/birds", local_files_only=True)
