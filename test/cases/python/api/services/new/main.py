import gradio as gr
import openai
from tensorflow import keras
from torchvision.models.resnet import model_urls

print(model_urls)
answer = openai.ChatCompletion.create(model="gpt-4", messages=[])
demo = gr.Interface(fn=print, inputs=gr.inputs.Textbox(), outputs="text")
optimizer = keras.optimizers.Adam(lr=1e-3, decay=1e-6)
