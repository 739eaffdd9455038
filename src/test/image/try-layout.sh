#!/usr/bin/env bash
# Does what the Dockerfile does, without a container engine, and shows that the result runs as it
# would in a cluster: as any user, in a file system where nothing can be written (no volume, no
# /tmp), within a memory limit, as process 1 of its own PID namespace, ended by SIGTERM.
# Needs root, Linux and JDK 25 (JAVA_HOME). The base image is stood in for by this machine's /usr.
#   src/test/image/try-layout.sh [directory]
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
  mvn -B -q -ntp -o -Pimage -Dmaven.test.skip package
  src/image/lay-out.sh target/gitea-ci-autoscaler-*.jar "$work/root/app"
  src/image/make-jre.sh "$work/root/app/jre"
  cp src/image/gitea-ci-autoscaler "$work/root/"
  mkdir -p "$work"/root/{bin,dev,etc,lib,lib64,proc,sys,tmp,usr}
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

say "start as process 1 with $limit_mib MiB, profile sandbox"
started=$(date +%s%N)
SERVER_PORT=${PORT:-18080} inside ro "$user" "$limit_mib" \
  /gitea-ci-autoscaler --spring.profiles.active=sandbox >"$work/run.log" 2>&1 &
runner=$!
until curl -sf "http://127.0.0.1:${PORT:-18080}/actuator/health/readiness" >/dev/null; do
  kill -0 $runner 2>/dev/null || { cat "$work/run.log"; exit 1; }
  sleep 0.02
done
say "ready after $((($(date +%s%N) - started) / 1000000)) ms"
java_pid=$(pgrep -P "$runner" -f app.jar || pgrep -n -f '/app/jre/bin/java')
grep -E 'NSpid|VmRSS|Uid' "/proc/$java_pid/status"

say "SIGTERM"
kill -TERM "$java_pid"
code=0
wait $runner || code=$?
say "ended with $code"
[ "$code" = 143 ] || [ "$code" = 0 ]
tail -3 "$work/run.log"
if grep -i -E 'read-only file system|unable to create|AccessDenied' "$work/run.log"; then
  exit 1
fi
say "all well"
