# Finds what the build and the program run on: a JDK 25 or newer, and Maven 3.8 or newer.
# Sourced by ./siaga and ./mvnw, so that both agree. POSIX sh; no output when all is there.

JDK_VERSION_MIN=25
MAVEN_VERSION_MIN=3.8

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# Prints the major version of the JDK in folder $1, or nothing when it is none. Reads the file
# that every JDK has instead of running java, which would cost each start a tenth of a second.
jdk_major() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      value=${value#\"}
      value=${value%%[!0-9]*}
      printf '%s' "$value"
      return 0
    fi
  done < "$1/release"
}

is_jdk() {
  major=$(jdk_major "$1")
  [ -n "$major" ] && [ "$major" -ge "$JDK_VERSION_MIN" ]
}

# Sets and exports JAVA_HOME; says no when there is none.
find_jdk() {
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/* /opt/*/* \
    "${SDKMAN_DIR:-${HOME:-/nonexistent}/.sdkman}"/candidates/java/* "${HOME:-/nonexistent}"/.jdks/*; do
    if [ -n "$home" ] && is_jdk "$home"; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  done
  if [ -x /usr/libexec/java_home ]; then # macOS
    home=$(/usr/libexec/java_home -v "$JDK_VERSION_MIN+" 2> /dev/null) || return 1
    if is_jdk "$home"; then
      JAVA_HOME=$home
      export JAVA_HOME
      return 0
    fi
  fi
  return 1
}

# Installs the first of the named packages that apt offers; says no when it may not or can not.
apt_install_one_of() {
  [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null 2>&1 || return 1
  apt-get update -qq > /dev/null 2>&1 || true
  for package in "$@"; do
    if apt-cache show "$package" > /dev/null 2>&1; then
      printf 'Installing %s with apt, because it is missing.\n' "$package" >&2
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" \
        > /dev/null 2>&1 && return 0
    fi
  done
  return 1
}

need_jdk() {
  find_jdk && return 0
  apt_install_one_of openjdk-25-jdk-headless temurin-25-jdk || true
  find_jdk || die "Siaga needs a JDK $JDK_VERSION_MIN or newer: install one (for example Temurin 25) and set JAVA_HOME to it."
}

# Prints the version of the Maven whose mvn is $1.
maven_version() {
  "$1" --version 2> /dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1
}

is_maven() {
  [ -x "$1" ] || return 1
  version=$(maven_version "$1")
  [ -n "$version" ] || return 1
  least=$(printf '%s\n%s\n' "$MAVEN_VERSION_MIN" "$version" | sort -t . -k 1,1n -k 2,2n | head -n 1)
  [ "$least" = "$MAVEN_VERSION_MIN" ]
}

# Sets MAVEN to a usable mvn; says no when there is none.
find_maven() {
  for mvn in "${MAVEN_HOME:-/nonexistent}/bin/mvn" "$(command -v mvn || true)" /usr/share/maven/bin/mvn \
    /opt/*/bin/mvn "${SDKMAN_DIR:-${HOME:-/nonexistent}/.sdkman}"/candidates/maven/current/bin/mvn; do
    if is_maven "$mvn"; then
      MAVEN=$mvn
      return 0
    fi
  done
  return 1
}

# Needs a JDK first. The two options keep Maven's own libraries from filling the screen with
# warnings about what newer JDKs will forbid them.
need_maven() {
  find_maven || {
    apt_install_one_of maven || true
    find_maven || die "Building Siaga needs Maven $MAVEN_VERSION_MIN or newer: install it and put mvn on the PATH."
  }
  MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
  export MAVEN_OPTS
}
