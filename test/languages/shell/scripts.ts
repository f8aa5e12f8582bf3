/** Scripts like those of examples. Real bash and the evaluator run each of them. */
export const scripts: Readonly<Record<string, string>> = {
  'mounts its folder and the root': `#!/usr/bin/env bash
set -euo pipefail
SCRIPT_DIR="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
REPO_ROOT="$(cd "\${SCRIPT_DIR}/../.." && pwd)"
IMG="\${CVL_IMAGE:-demo}"
mkdir -p "\${HOME}/.cache/huggingface" "\${SCRIPT_DIR}/outputs"
docker run --rm --gpus=all --shm-size 16G \\
  \${CVL_CONTAINER_NAME:+--name "$CVL_CONTAINER_NAME"} \\
  --workdir /workspace \\
  --mount "type=bind,src=\${SCRIPT_DIR},dst=/workspace" \\
  --mount "type=bind,src=\${REPO_ROOT},dst=/cvlization_repo,readonly" \\
  --mount "type=bind,src=\${HOME}/.cache/huggingface,dst=/root/.cache/huggingface" \\
  --env "PYTHONPATH=/cvlization_repo" \\
  \${HF_TOKEN:+-e HF_TOKEN="$HF_TOKEN"} \\
  "$IMG" python train.py "$@"
`,
  'collects flags in arrays': `#!/bin/bash
set -e
cd "$(dirname "$0")"
ARGS=(--rm)
GPU_ARGS=()
if [ -n "\${CUDA_VISIBLE_DEVICES:-}" ]; then
  GPU_ARGS+=(--gpus "\\"device=\${CUDA_VISIBLE_DEVICES}\\"")
else
  GPU_ARGS+=(--gpus all)
fi
for name in HF_TOKEN WANDB_API_KEY CVL_IMAGE; do
  if [[ -n "\${!name:-}" ]]; then ARGS+=(-e "$name=\${!name}"); fi
done
[[ -t 0 ]] && ARGS+=(-it)
docker run "\${ARGS[@]}" "\${GPU_ARGS[@]}" -v "$PWD:/workspace" img bash -c "python train.py \${*:-none}"
`,
  'reads its options': `#!/bin/bash
IMAGE=base; EPOCHS=10; REST=()
usage() { echo "docker run this"; }
while [[ $# -gt 0 ]]; do
  case "$1" in
    --image|-i) IMAGE="$2"; shift 2 ;;
    --epochs=*) EPOCHS="\${1#*=}"; shift ;;
    -h|--help) usage; exit 0 ;;
    --) shift; REST+=("$@"); break ;;
    *) REST+=("$1"); shift ;;
  esac
done
docker run "$IMAGE" --epochs "$EPOCHS" "\${REST[@]+"\${REST[@]}"}"
`,
  'keeps a command in a string': `#!/bin/sh
OPTS="--rm -it"
OPTS="$OPTS -v \${WORK_DIR:-$PWD}:/w"
CMD="docker run $OPTS"
$CMD img echo done
eval "$CMD 'quoted img' \\"$HOME\\""
`,
  'has stages and helpers': `#!/usr/bin/env bash
source "$(dirname "$0")/lib.sh"
run_stage() {
  local name="$1"; shift
  local extra=()
  [ "$name" = train ] && extra+=(--gpus all)
  docker run --rm --name "demo-$name" \${extra[@]+"\${extra[@]}"} img "$name" "$@"
}
for stage in prepare train "eval final"; do run_stage "$stage" "$@"; done
helper "\${HF_TOKEN:-no token}"
`,
  'pipes a document into the container': `#!/bin/bash
docker run -i img bash -s <<EOF
cd /workspace
python train.py --lr \${LR:-1e-3}
EOF
cat <<'EOF' | docker run -i img python -
print("docker run nothing")
EOF
echo "Now: docker run img" > /dev/null
`,
};
