# The Node's address: the first of this machine that lies in one of the subnets.
address() {
  for subnet in $node_subnets; do
    ip -o addr show to "$subnet" scope global | awk '{ sub("/.*", "", $4); print $4; exit }'
  done | head -n 1
}

# Writes it into a file that asks for it. A network may be attached some seconds after the boot.
set_node_ip() {
  [ -n "$node_subnets" ] || return 0
  tries=1
  until [ -n "$(address)" ]; do
    if [ "$tries" -ge 30 ]; then
      echo "ci-autoscaler: this machine has no address in $node_subnets" >&2
      exit 1
    fi
    tries=$((tries + 1))
    sleep 2
  done
  sed -i "s/@node-ip@/$(address)/" "$1"
}
