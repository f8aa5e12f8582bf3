#SBATCH --nodes=1
srun python train.py
