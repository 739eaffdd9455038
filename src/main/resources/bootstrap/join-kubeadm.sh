#!/bin/sh
# Joins this machine to the cluster with kubeadm, once, as cloud-init's last step. The image has
# kubeadm, the kubelet and a container runtime.
set -e

config=/etc/ci-autoscaler/kubeadm-join.yaml
. /etc/ci-autoscaler/machine.sh

for program in kubeadm kubelet; do
  if ! command -v "$program" >/dev/null; then
    echo "ci-autoscaler: the image has no $program; take one that has kubeadm, the kubelet and a container runtime" >&2
    exit 1
  fi
done

# The Node's address: the first of this machine that lies in one of the subnets. A network may be
# attached some seconds after the boot.
address() {
  for subnet in $node_subnets; do
    ip -o addr show to "$subnet" scope global | awk '{ sub("/.*", "", $4); print $4; exit }'
  done | head -n 1
}

if [ -n "$node_subnets" ]; then
  tries=1
  until [ -n "$(address)" ]; do
    if [ "$tries" -ge 30 ]; then
      echo "ci-autoscaler: this machine has no address in $node_subnets" >&2
      exit 1
    fi
    tries=$((tries + 1))
    sleep 2
  done
  sed -i "s/@node-ip@/$(address)/" "$config"
fi

if [ -e /etc/systemd/system/ci-autoscaler-block-metadata.service ]; then
  systemctl daemon-reload
  systemctl enable --now ci-autoscaler-block-metadata.service
fi

tries=1
until kubeadm join --config "$config"; do
  if [ "$tries" -ge 3 ]; then
    echo "ci-autoscaler: kubeadm join failed" >&2
    exit 1
  fi
  tries=$((tries + 1))
  kubeadm reset -f || :
  sleep 10
done

systemctl enable kubelet.service
rm -f "$config"
