from setuptools import Extension, setup; setup(name="nms", ext_modules=[Extension("_C", ["a.c"])])
