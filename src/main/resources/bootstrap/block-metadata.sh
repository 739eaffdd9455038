#!/bin/sh
# Keeps everything on this machine from the metadata service: it gives the user-data, and so the
# join token, to whoever asks.
set -e

if command -v nft >/dev/null; then
  nft -f - <<'RULES'
table inet ci_autoscaler
delete table inet ci_autoscaler
table inet ci_autoscaler {
  chain output {
    type filter hook output priority 0; policy accept;
    ip daddr 169.254.169.254 drop
    ip6 daddr fe80::a9fe:a9fe drop
  }
  chain forward {
    type filter hook forward priority 0; policy accept;
    ip daddr 169.254.169.254 drop
    ip6 daddr fe80::a9fe:a9fe drop
  }
}
RULES
else
  for chain in OUTPUT FORWARD; do
    iptables -C "$chain" -d 169.254.169.254 -j DROP 2>/dev/null ||
      iptables -I "$chain" -d 169.254.169.254 -j DROP
    ip6tables -C "$chain" -d fe80::a9fe:a9fe -j DROP 2>/dev/null ||
      ip6tables -I "$chain" -d fe80::a9fe:a9fe -j DROP
  done
fi
