model = dict(type="SOLO")
