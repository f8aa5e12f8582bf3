FROM python:3.12
RUN pip install einops>=0.8
