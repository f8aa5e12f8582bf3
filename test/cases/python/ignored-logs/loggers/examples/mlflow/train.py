import mlflow

with mlflow.start_run():
    pass
