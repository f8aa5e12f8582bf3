import mlflow

mlflow.start_run()
