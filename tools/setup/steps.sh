# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# For scripts to source: steps with titles and times, and the name of the one that failed.
#
#   step TITLE COMMAND...    runs the command; the script ends when it fails
set -Eeuo pipefail
current_step="starting"
trap 'printf "\n%s: failed while %s\n" "$0" "$current_step" >&2' ERR

step() {
  current_step=$1
  local start=$SECONDS
  printf '\n== %s\n' "$current_step"
  shift
  "$@"
  printf '   %d s\n' $((SECONDS - start))
}
