package io.github.ciautoscaler.fleet;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** By what else than its id and its name a Node leads to its server. */
final class Trace {

  private static final Pattern EXTENSION = Pattern.compile("-[0-9a-f]{8}|\\..+");
  private static final int NETWORK_BYTES = 8;
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private final Node node;
  private final List<String> addresses;

  Trace(Node node) {
    this.node = node;
    this.addresses = new ArrayList<>(node.addresses().internal());
    addresses.addAll(node.addresses().external());
  }

  /**
   * A public address is one server's alone. A private one may be somebody else's in another
   * network, so that it counts for Nodes with our label only, as does a name that begins alike.
   */
  boolean leadsTo(Server server, String machine) {
    // Addresses are given out again: an older Node is a former server's.
    if (Age.of(node.created(), server.created()).exceeds(CLOCKS_DIFFER)) {
      return false;
    }
    if (has(server.addresses().world())) {
      return true;
    }
    return Labels.isManaged(node.labels())
        && (has(server.addresses().inner()) || extend(server.name()) || extend(machine));
  }

  private boolean has(Set<String> wanted) {
    return wanted.stream().anyMatch(one -> addresses.stream().anyMatch(own -> same(own, one)));
  }

  /** As --with-node-id makes a name, or a host name with its domain. */
  private boolean extend(String name) {
    return Labels.isLaunchForm(name)
        && node.name().startsWith(name)
        && EXTENSION.matcher(node.name().substring(name.length())).matches();
  }

  private static boolean same(String own, String wanted) {
    if (own.equals(wanted)) {
      return true;
    }
    if (!own.contains(":") || !wanted.contains(":")) {
      return false;
    }
    String[] network = wanted.split("/", 2);
    byte[] one = bytes(own);
    byte[] other = bytes(network[0]);
    int length = network.length == 2 ? NETWORK_BYTES : other.length;
    return one.length >= length
        && other.length >= length
        && length > 0
        && Arrays.equals(one, 0, length, other, 0, length);
  }

  /** No name is looked up. */
  private static byte[] bytes(String address) {
    try {
      return InetAddress.ofLiteral(address).getAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return new byte[0];
    }
  }
}
