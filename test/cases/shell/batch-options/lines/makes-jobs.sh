#!/bin/bash
for lr in 0.1 0.2; do
  sbatch <<JOB
#!/bin/bash
#SBATCH --job-name=lr-$lr
#SBATCH --output=$HOME/%j.out
python train.py --lr $lr
JOB
done
