from transformers import pipeline
print(pipeline("text-generation", model="gpt2")("a"))
