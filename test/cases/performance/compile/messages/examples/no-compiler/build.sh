docker build -t demo .
