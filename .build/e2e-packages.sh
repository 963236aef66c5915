#!/bin/sh
# Installs the real senders that the end-to-end tests run. Maven calls it before them.
set -eu
PROGRAMS="prometheus prometheus-alertmanager"

missing=
for program in $PROGRAMS; do
  command -v "$program" > /dev/null 2>&1 || missing="$missing $program"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null 2>&1; then
  printf '%s\n' "The end-to-end tests run these programs, which are not on the PATH:$missing." \
    "Install them (on Debian or Ubuntu: apt-get install$missing), or run ./mvnw -Pquick verify, which has no such tests." >&2
  exit 1
fi

# Debian starts a service as soon as it is installed, unless this file says no. The tests start
# their own processes, and port 9090 may be somebody's.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
fi
printf 'Installing%s with apt for the end-to-end tests.\n' "$missing"
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null
