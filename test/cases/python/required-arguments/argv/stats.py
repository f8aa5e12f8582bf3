import sys
path = sys.argv[1]
print(open(path).read())
