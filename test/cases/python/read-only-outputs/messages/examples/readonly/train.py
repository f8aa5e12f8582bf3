open("/models/log.txt", "w").write("x")
