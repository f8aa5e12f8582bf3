import swanlab

swanlab.init(project="birds")
