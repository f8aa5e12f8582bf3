from setuptools import setup; setup(name="nms", packages=["nms"])
