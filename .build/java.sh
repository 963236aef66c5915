# Runs the program: class path, JVM options and the AOT cache that makes a start quick. Sourced by
# ./siaga after tools.sh; needs $root and JAVA_HOME.

# Small on purpose: one modest machine runs this and PostgreSQL. The serial collector needs the
# least memory and, on a heap of this size, pauses for milliseconds.
JVM_OPTIONS="-Xms32m -Xmx320m -Xss512k -XX:+UseSerialGC -XX:+UseCompactObjectHeaders \
-XX:ReservedCodeCacheSize=64m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

# The JVM's own warnings belong to standard error: scripts wait for lines on standard output. JDK
# 25 warns about harmless differences between an AOT cache and this run, so there only errors.
JVM_LOG="-Xlog:disable -Xlog:all=warning,aot*=error:stderr"

# Prints the class path of module $1: its jar, then its dependencies in the order of its POM.
class_path() {
  set -- "$1" "$root/$1/target/siaga-$1"-*.jar
  printf '%s:' "$2"
  sed "s|@|$root/$1/target/|g" "$root/$1/target/classpath"
}

# Prints name, size and time of each file: GNU's stat, else BSD's.
file_facts() {
  stat -L -c '%n %s %Y' "$@" 2> /dev/null || stat -L -f '%N %z %m' "$@"
}

# Prints what an AOT cache depends on: the JDK, the JVM options, and the jars with size and time.
aot_fingerprint() {
  {
    cat "$JAVA_HOME/release"
    printf '%s\n' "$JVM_OPTIONS" "$root"
    file_facts "$root/$1/target"/*.jar "$root/$1/target/lib"/*.jar
  } | cksum | tr ' ' '-'
}

# Sets AOT_OPTION when there is a cache for exactly these jars on this JDK. With class path $1 and
# the command's arguments: a start of the server makes the cache first when there is none, a short
# command does not wait for that. Without a cache the program starts all the same, only later.
use_aot_cache() {
  aot="$root/server/target/aot"
  cache="$aot/$(aot_fingerprint server)"
  class_path=$1
  shift
  if is_start "$@" && [ ! -f "$cache.aot" ] && [ ! -f "$cache.failed" ]; then
    train_aot_cache "$class_path"
  fi
  if [ -f "$cache.aot" ]; then
    AOT_OPTION="-XX:AOTCache=$cache.aot"
  fi
}

# Says yes when the arguments start the server, rather than ask about it.
is_start() {
  case " $* " in
    *" -h "* | *" --help "* | *" -V "* | *" --version "*) return 1 ;;
  esac
  [ "${1:-serve}" = serve ]
}

# The training run is a whole start on a data folder of its own that answers a few requests and
# ends. A failure leaves a mark, so that not every start tries again.
train_aot_cache() {
  mkdir -p "$aot" 2> /dev/null && [ -w "$aot" ] || return 0
  (
    if command -v flock > /dev/null 2>&1; then
      flock 9
    fi
    [ ! -f "$cache.aot" ] || exit 0
    printf 'Preparing quick starts: once for each build and JDK ...\n' >&2
    rm -f "$aot"/*.aot "$aot"/*.failed
    clear_training
    if env_without_settings "$JAVA_HOME/bin/java" $JVM_OPTIONS "-XX:AOTCacheOutput=$aot/new.aot" \
      -cp "$1" dev.siaga.app.Main train "$aot/training" > "$aot/log" 2>&1 && [ -f "$aot/new.aot" ]; then
      mv -f "$aot/new.aot" "$cache.aot"
    else
      touch "$cache.failed"
      printf 'No quick starts: the training run failed, %s says why.\n' "$aot/log" >&2
    fi
    clear_training
  ) 9> "$aot/lock"
}

# PostgreSQL's programs stay: unpacking them again would take seconds.
clear_training() {
  mkdir -p "$aot/training"
  find "$aot/training" -mindepth 1 -maxdepth 1 ! -name postgres-binaries -exec rm -rf {} +
}

# Runs a command without any SIAGA_* variable: a training run must not touch real data.
env_without_settings() (
  for name in $(env | sed -n 's/^\(SIAGA_[A-Za-z0-9_]*\)=.*/\1/p'); do
    unset "$name"
  done
  "$@"
)

# Becomes the program: module $1, main class $2, then its arguments.
run_java() {
  module=$1
  main=$2
  shift 2
  class_path=$(class_path "$module")
  AOT_OPTION=-XX:AOTMode=off
  if [ "$module" = server ]; then
    use_aot_cache "$class_path" "$@"
  fi
  terminal=false
  if [ -t 2 ]; then # the log goes there; Java itself can't ask
    terminal=true
  fi
  exec "$JAVA_HOME/bin/java" $JVM_OPTIONS $JVM_LOG "$AOT_OPTION" "-Dsiaga.terminal=$terminal" \
    -cp "$class_path" "$main" "$@"
}
