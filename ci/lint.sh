#!/usr/bin/env bash
# What action.yml runs: annotations, a step summary, and a SARIF file. In a pull request, findings of the base are held back.
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

baseline=()
if [ "${CVL_ONLY_NEW:-true}" = true ] && [ -n "${CVL_BASE:-}" ]; then
  if git cat-file -e "$CVL_BASE^{commit}" 2>/dev/null; then
    git worktree add --quiet --detach "$temporary/cvl-base" "$CVL_BASE"
    trap 'git worktree remove --force "$temporary/cvl-base"' EXIT
    if (cd "$temporary/cvl-base" && "${cvl[@]}" lint --write-baseline --baseline "$temporary/cvl-base.json"); then
      baseline=(--baseline "$temporary/cvl-base.json")
    else
      echo "::notice::The base can't be linted, so all findings are reported."
    fi
  else
    echo "::notice::The base commit isn't here, so all findings are reported. Set \`fetch-depth: 0\` in actions/checkout."
  fi
fi

sarif="$temporary/cvl.sarif"
[ -z "${GITHUB_OUTPUT:-}" ] || echo "sarif-file=$sarif" >>"$GITHUB_OUTPUT"
"${cvl[@]}" lint ${baseline[@]+"${baseline[@]}"} --format github --format "sarif:$sarif" \
  ${arguments[@]+"${arguments[@]}"} ${paths[@]+"${paths[@]}"}
