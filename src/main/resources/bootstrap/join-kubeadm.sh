#!/bin/sh
# Joins this machine to the cluster with kubeadm, once, as cloud-init's last step. The image has
# kubeadm, the kubelet and a container runtime.
set -e

config=/etc/ci-autoscaler/kubeadm-join.yaml
. /etc/ci-autoscaler/machine.sh
. /etc/ci-autoscaler/functions.sh

for program in kubeadm kubelet; do
  if ! command -v "$program" >/dev/null; then
    echo "ci-autoscaler: the image has no $program; take one that has kubeadm, the kubelet and a container runtime" >&2
    exit 1
  fi
done

for set in set_node_ip set_server set_instance_id; do
  "$set" "$config"
done

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
