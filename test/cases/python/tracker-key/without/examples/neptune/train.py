import neptune

run = neptune.init_run(project="org/birds")
