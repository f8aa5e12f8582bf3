#!/bin/bash
# Each command passes an option that the program doesn't have.
cd "$(dirname "$0")"
python3 -u train.py --python 1
python -m train --module 1
python -m torch.distributed.launch --nproc_per_node=2 train.py --distributed 1
torchrun --standalone --nproc_per_node "$GPUS" train.py --torchrun 1
accelerate launch --mixed_precision bf16 train.py --accelerate 1
deepspeed --num_gpus 2 train.py --deepspeed 1
mpirun -np 2 -x NCCL_DEBUG=INFO python train.py --mpirun 1
horovodrun -np 2 python train.py --horovodrun 1
srun --gres=gpu:2 -N 1 python train.py --srun 1
sbatch --job-name demo jobs/train.sbatch --sbatch 1
sbatch --wrap "python train.py --wrap 1"
ray job submit --working-dir . -- python train.py --ray 1
uv run train.py --uv 1
poetry run python train.py --poetry 1
pixi run -e cuda python train.py --pixi 1
conda run -n demo python train.py --conda 1
nohup python train.py --nohup 1 > train.log 2>&1 &
echo --xargs | xargs python train.py
CUDA_VISIBLE_DEVICES=0 python train.py --background 1 &
wait
