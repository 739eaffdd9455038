# What a machine finds out about itself and its cluster. Each set_ function writes it into a file,
# and does nothing where the pool asks for nothing of it.

# The first address of this machine that lies in one of these subnets, behind its interface.
address() {
  for subnet; do
    ip -o addr show to "$subnet" scope global | awk '{ sub("/.*", "", $4); print $2, $4; exit }'
  done | head -n 1
}

# A network may be attached some seconds after the boot.
awaited_address() {
  tries=1
  until [ -n "$(address "$@")" ]; do
    if [ "$tries" -ge 30 ]; then
      echo "ci-autoscaler: this machine has no address in $*" >&2
      exit 1
    fi
    tries=$((tries + 1))
    sleep 2
  done
  address "$@"
}

# One address, or one of each family. The interface is none where they lie on two.
set_node_ip() {
  [ -n "$node_subnets" ] || return 0
  first=$(awaited_address $node_subnets)
  node_ip=${first#* }
  interface=${first% *}
  if [ -n "$node_subnets_too" ]; then
    second=$(awaited_address $node_subnets_too)
    node_ip=$node_ip,${second#* }
    [ "$interface" = "${second% *}" ] || interface=
  fi
  sed -i "s/@node-ip@/$node_ip/; s/@interface@/$interface/" "$1"
}

# The first control plane that answers; the first of all where none does yet.
answering() {
  set -f
  tries=1
  while [ "$tries" -le 5 ] && command -v curl >/dev/null; do
    for server in $servers; do
      if curl -gsk --connect-timeout 5 --max-time 10 -o /dev/null "https://$server/"; then
        echo "$server"
        return
      fi
    done
    tries=$((tries + 1))
    sleep 5
  done
  echo "${servers%% *}"
}

set_server() {
  [ -n "$servers" ] || return 0
  sed -i "s/@server@/$(answering)/" "$1"
}

# Hetzner's number of this machine, by which a cloud controller knows it.
set_instance_id() {
  grep -q @instance-id@ "$1" || return 0
  id=$(cat /var/lib/cloud/data/instance-id)
  case "$id" in
    '' | *[!0-9]*)
      echo "ci-autoscaler: this machine does not know its own id" >&2
      exit 1
      ;;
  esac
  sed -i "s/@instance-id@/$id/" "$1"
}
