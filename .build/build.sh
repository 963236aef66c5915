# Builds the program when it is missing or older than its sources. Sourced by ./siaga after
# tools.sh; needs $root.

SOURCES="pom.xml fakes/pom.xml fakes/src/main server/pom.xml server/src/main demo/pom.xml demo/src/main"
BUILT="$root/server/target/built" # when the last whole build began; Maven keeps it: stamp.sh

# Says yes when a file or folder is newer than the last build. A folder becomes newer when
# something in it is added, renamed or deleted.
is_stale() {
  [ -f "$BUILT" ] && [ -f "$root/server/target/classpath" ] && [ -f "$root/demo/target/classpath" ] || return 0
  [ -n "$(cd "$root" && find $SOURCES -newer "$BUILT" -print 2> /dev/null | head -n 1)" ]
}

run_build() {
  need_maven
  (cd "$root" && "$MAVEN" -q -B -Pquick -pl server,demo -am package -DskipTests) > "$root/.siaga/build.log" 2>&1 || {
    cat "$root/.siaga/build.log" >&2
    die "Siaga could not be built: the messages are above and in $root/.siaga/build.log."
  }
}

# Two launchers at once must not run two builds in one folder: the second waits, then looks again.
build_when_stale() {
  is_stale || return 0
  mkdir -p "$root/.siaga"
  (
    if command -v flock > /dev/null 2>&1; then
      flock 9
    fi
    if is_stale; then
      printf 'Building Siaga, because there is no build or its sources are newer ...\n' >&2
      run_build
    fi
  ) 9> "$root/.siaga/build.lock"
}
