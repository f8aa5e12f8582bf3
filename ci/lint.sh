#!/usr/bin/env bash
# What action.yml runs: annotations, a step summary, and a SARIF file. In a pull request, only what the base doesn't have.
set -euo pipefail

temporary="${RUNNER_TEMP:-$(mktemp -d)}"
read -r -a paths <<<"${CVL_PATHS:-}"
read -r -a arguments <<<"${CVL_ARGUMENTS:-}"
if [ -n "${CVL_COMMAND:-}" ]; then
  read -r -a cvl <<<"$CVL_COMMAND"
elif [ -x node_modules/.bin/cvl ]; then
  cvl=("$PWD/node_modules/.bin/cvl")
else
  cvl=(npx --yes "cvl@${CVL_VERSION:-latest}")
fi

new=()
if [ "${CVL_ONLY_NEW:-true}" = true ] && [ -n "${CVL_BASE:-}" ]; then
  if git cat-file -e "$CVL_BASE^{commit}" 2>/dev/null; then
    new=(--new-since "$CVL_BASE")
  else
    echo "::notice::The base commit isn't here, so all findings are reported. Set \`fetch-depth: 0\` in actions/checkout."
  fi
fi

sarif="$temporary/cvl.sarif"
[ -z "${GITHUB_OUTPUT:-}" ] || echo "sarif-file=$sarif" >>"$GITHUB_OUTPUT"
"${cvl[@]}" lint ${new[@]+"${new[@]}"} --format github --format "sarif:$sarif" \
  ${arguments[@]+"${arguments[@]}"} ${paths[@]+"${paths[@]}"}
