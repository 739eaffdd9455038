#!/bin/sh
# Joins this machine to the K3s cluster, once, as cloud-init's last step.
set -e

# The owner's arguments are expanded first: they may ask the metadata service, which is blocked
# before the agent starts.
. /etc/ci-autoscaler/agent.sh
. /etc/ci-autoscaler/functions.sh

for set in set_node_ip set_server; do
  "$set" /etc/rancher/k3s/config.yaml.d/90-ci-autoscaler.yaml
done

if [ -e /etc/systemd/system/ci-autoscaler-block-metadata.service ]; then
  systemctl daemon-reload
  systemctl enable --now ci-autoscaler-block-metadata.service
fi

# Without this file some versions of K3s do not read the directory beside it.
[ -e /etc/rancher/k3s/config.yaml ] || : >/etc/rancher/k3s/config.yaml

installer=$(mktemp)

fetched() {
  curl -sfL --connect-timeout 10 --max-time 120 -o "$installer" "$1" &&
    head -n 1 "$installer" | grep -q '^#!/bin/sh'
}

tries=1
until fetched https://get.k3s.io || fetched "$fallback_installer"; do
  if [ "$tries" -ge 10 ]; then
    echo "ci-autoscaler: the K3s installer cannot be fetched" >&2
    exit 1
  fi
  tries=$((tries + 1))
  sleep 5
done

# It fetches the K3s binary itself, without a second try.
tries=1
until sh "$installer" "$@"; do
  if [ "$tries" -ge 3 ]; then
    echo "ci-autoscaler: the K3s installer failed" >&2
    exit 1
  fi
  tries=$((tries + 1))
  sleep 10
done
