#!/usr/bin/env bash
# Does what the Dockerfile does, without a container engine, and shows that the result runs as it
# would in a cluster: as any user, in a file system where nothing can be written (no volume, no
# /tmp), within a memory limit, as process 1 of its own PID namespace, ended by SIGTERM.
# Needs root, Linux and JDK 25 (JAVA_HOME). The base image is stood in for by this machine's /usr.
#   src/test/image/try-layout.sh [directory]     SKIP_BUILD=1 takes the directory as it was left
set -euo pipefail
cd "$(dirname "$0")/../../.."
work=${1:-$(mktemp -d)}
limit_mib=${LIMIT_MIB:-256}
user=${RUN_AS:-23456}
: "${JAVA_HOME:?set it to a JDK 25}"
say() { printf '== %s\n' "$*"; }

build() {
  say "build: package, lay out, trim the runtime"
  rm -rf "$work/root"
  mkdir -p "$work/root/app"
  [ -n "${SKIP_PACKAGE:-}" ] || mvn -B -q -ntp -o -Pimage -Dmaven.test.skip package
  src/image/lay-out.sh target/gitea-ci-autoscaler-*.jar "$work/root/app"
  [ -d "$work/jre" ] || src/image/make-jre.sh "$work/jre"
  cp -a "$work/jre" "$work/root/app/jre"
  cp src/image/gitea-ci-autoscaler "$work/root/"
  mkdir -p "$work"/root/{bin,dev,etc,lib,lib64,proc,sys,tmp,usr}
  chmod 1777 "$work/root/tmp"
  cp src/image/train.sh "$work/root/train.sh"
  say "train: the AOT cache"
  inside rw 0 4096 /train.sh >"$work/training.log" 2>&1 || { cat "$work/training.log"; exit 1; }
  rm "$work/root/train.sh"
  chmod -R a+rX "$work/root/app"
  du -sh "$work"/root/app "$work"/root/app/* | sort -h
}

# inside <ro|rw> <uid> <MiB> <command...>: runs it in the layout, as process 1.
inside() {
  local mode=$1 uid=$2 mib=$3 group
  shift 3
  group=/sys/fs/cgroup/memory/try-layout-$$
  mkdir -p "$group"
  echo "$((mib * 1048576))" >"$group/memory.limit_in_bytes"
  MODE=$mode RUN_UID=$uid ROOT=$work/root GROUP=$group \
    unshare --mount --pid --fork --kill-child bash -euc '
    echo 0 >"$GROUP/cgroup.procs"
    mount --bind "$ROOT" "$ROOT"
    for part in bin lib lib64 usr etc; do
      [ ! -e "/$part" ] || mount --rbind -o ro "/$part" "$ROOT/$part"
    done
    mount --rbind /dev "$ROOT/dev"
    mount -t proc proc "$ROOT/proc"
    mount -t tmpfs -o size=16k tmpfs "$ROOT/sys"
    mkdir -p "$ROOT/sys/fs/cgroup/memory"
    mount --bind "$GROUP" "$ROOT/sys/fs/cgroup/memory"
    mount -o remount,ro "$ROOT/sys"
    [ "$MODE" = rw ] || mount -o remount,bind,ro "$ROOT"
    exec chroot "$ROOT" /usr/bin/setpriv --reuid "$RUN_UID" --regid "$RUN_UID" --clear-groups \
      --no-new-privs -- "$@"' inside "$@"
}

[ -n "${SKIP_BUILD:-}" ] || build

say "nobody can write anything, not even root"
inside ro 0 256 /bin/sh -c '! touch /x && ! touch /app/x && ! touch /tmp/x'

say "a memory limit that is too small is said, not suffered"
code=0
inside ro "$user" 64 /gitea-ci-autoscaler || code=$?
[ "$code" = 78 ]

port=${PORT:-$((20000 + RANDOM % 20000))}
url=http://127.0.0.1:$port

# await_ready <pid> <log>
await_ready() {
  local began
  began=$(date +%s%N)
  until curl -sf "$url/actuator/health/readiness" >/dev/null; do
    kill -0 "$1" 2>/dev/null || { cat "$2"; exit 1; }
    sleep 0.02
  done
  say "ready after $((($(date +%s%N) - began) / 1000000)) ms"
}

# end <pid of inside> <log>: SIGTERM to process 1 of the namespace, the last of the line below it.
end() {
  local java=$1 below code=0
  while below=$(pgrep -P "$java"); do java=$below; done
  grep -E '^(NSpid|Uid|VmRSS|VmHWM):' "/proc/$java/status"
  kill -TERM "$java"
  wait "$1" || code=$?
  say "SIGTERM: ended with $code"
  [ "$code" = 143 ] || [ "$code" = 0 ]
  tail -n 2 "$2"
  ! grep -i -E 'read-only file system|unable to create' "$2"
}

say "the sandbox, in the image's layout, as user $user with $limit_mib MiB"
SERVER_PORT=$port inside rw "$user" "$limit_mib" \
  /gitea-ci-autoscaler --spring.profiles.active=sandbox >"$work/sandbox.log" 2>&1 &
await_ready $! "$work/sandbox.log"
end $! "$work/sandbox.log"

say "the original's environment and nothing else, against a simulated world; read-only, process 1"
SERVER_PORT=$((port + 1)) SANDBOX_AUTOSCALER=off SANDBOX_SPEED=1 \
  "$JAVA_HOME/bin/java" -jar target/gitea-ci-autoscaler-*.jar --spring.profiles.active=sandbox \
  >"$work/world.log" 2>&1 &
world=$!
trap 'kill $world 2>/dev/null' EXIT
until curl -sf "http://127.0.0.1:$((port + 1))/sandbox/environment" >"$work/environment"; do
  kill -0 $world || { cat "$work/world.log"; exit 1; }
  sleep 0.2
done
# The cluster is found by a service account in a pod; here by a kubeconfig.
cp "$(sed -n 's/^KUBECONFIG=//p' "$work/environment")" "$work/root/app/kubeconfig"
chmod a+r "$work/root/app/kubeconfig"
mapfile -t variables < <(sed 's#^KUBECONFIG=.*#KUBECONFIG=/app/kubeconfig#' "$work/environment")
inside ro "$user" "$limit_mib" /usr/bin/env -i PATH=/usr/bin:/bin SERVER_PORT="$port" \
  "${variables[@]}" /gitea-ci-autoscaler >"$work/run.log" 2>&1 &
await_ready $! "$work/run.log"
curl -sf "$url/api/status" >"$work/status.json"
end $! "$work/run.log"
say "all well"
