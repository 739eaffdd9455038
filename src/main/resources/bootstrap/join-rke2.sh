#!/bin/sh
# Joins this machine to the RKE2 cluster, once, as cloud-init's last step.
set -e

. /etc/ci-autoscaler/machine.sh
. /etc/ci-autoscaler/functions.sh

for set in set_node_ip set_server set_instance_id; do
  "$set" /etc/rancher/rke2/config.yaml
done

if [ -e /etc/systemd/system/ci-autoscaler-block-metadata.service ]; then
  systemctl daemon-reload
  systemctl enable --now ci-autoscaler-block-metadata.service
fi

installer=$(mktemp)

fetched() {
  curl -sfL --connect-timeout 10 --max-time 120 -o "$installer" "$1" &&
    head -n 1 "$installer" | grep -q '^#!/'
}

tries=1
until fetched https://get.rke2.io || fetched "$fallback_installer"; do
  if [ "$tries" -ge 10 ]; then
    echo "ci-autoscaler: the RKE2 installer cannot be fetched" >&2
    exit 1
  fi
  tries=$((tries + 1))
  sleep 5
done

# It fetches RKE2 itself, without a second try.
export INSTALL_RKE2_TYPE=agent
tries=1
until sh "$installer"; do
  if [ "$tries" -ge 3 ]; then
    echo "ci-autoscaler: the RKE2 installer failed" >&2
    exit 1
  fi
  tries=$((tries + 1))
  sleep 10
done

systemctl enable --now rke2-agent.service
