#!/bin/sh
# Installs the real senders and the PostgreSQL that the end-to-end tests run. Maven calls it before
# them.
set -eu

# Says yes when there is a PostgreSQL that Siaga supports, from 15 on.
has_postgres() {
  for initdb in /usr/lib/postgresql/1[5-9]/bin/initdb /usr/lib/postgresql/[2-9][0-9]/bin/initdb; do
    [ ! -x "$initdb" ] || return 0
  done
  return 1
}

missing=
for program in prometheus prometheus-alertmanager; do
  command -v "$program" > /dev/null 2>&1 || missing="$missing $program"
done
has_postgres || missing="$missing postgresql-15"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null 2>&1; then
  printf '%s\n' "The end-to-end tests run these programs, which are not installed:$missing." \
    "Install them (on Debian or Ubuntu: apt-get install$missing), or run ./mvnw -Pquick verify, which has no such tests." >&2
  exit 1
fi

# Debian starts a service as soon as it is installed, and makes a database for PostgreSQL, unless
# these files say no. The tests start their own processes, and the ports may be somebody's.
policy=/usr/sbin/policy-rc.d
cluster=/etc/postgresql-common/createcluster.d/siaga-e2e.conf
remove=$cluster
trap 'rm -f $remove' EXIT
if [ ! -e "$policy" ]; then
  remove="$remove $policy"
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod 755 "$policy"
fi
mkdir -p "${cluster%/*}"
printf 'create_main_cluster = false\n' > "$cluster"

apt-get update -qq
case $missing in
  *postgresql-15) # the oldest that Siaga supports; else what this Debian has
    apt-cache show postgresql-15 > /dev/null 2>&1 || missing="${missing%-15}"
    ;;
esac
printf 'Installing%s with apt for the end-to-end tests.\n' "$missing"
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null
