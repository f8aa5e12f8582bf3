print "epoch", 1
