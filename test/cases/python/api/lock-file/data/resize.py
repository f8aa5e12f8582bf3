from PIL import Image, ImageDraw

image = Image.open("a.png").resize((8, 8), Image.ANTIALIAS)
draw = ImageDraw.Draw(image)
width, height = draw.textsize("text")
