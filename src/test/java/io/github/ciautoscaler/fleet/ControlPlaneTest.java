package io.github.ciautoscaler.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a new machine may ask to be let in, in the order in which it asks. */
class ControlPlaneTest {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private static Node node(String name, String role, Node.Ready ready, String... addresses) {
    return new Node(
        new Node.Meta(name, "uid-" + name, NOON, Map.of(role, "true"), Map.of()),
        new Node.Readiness(ready, NOON),
        Node.Scheduling.OPEN,
        Node.Addresses.of(List.of(addresses)));
  }

  @Test
  void those_that_are_ready_come_first_then_the_order_is_that_of_their_names() {
    String ours = "node-role.kubernetes.io/control-plane";
    List<Node> nodes =
        List.of(
            node("c", ours, Node.Ready.TRUE, "fd00::4", "10.0.0.4"),
            node("b", "node-role.kubernetes.io/master", Node.Ready.TRUE, "10.0.0.3"),
            node("a", ours, Node.Ready.UNKNOWN, "10.0.0.2"),
            node("0", ours, Node.Ready.TRUE),
            node("1", "node-role", Node.Ready.TRUE, "10.0.0.9"));

    assertThat(ControlPlane.addresses(nodes)).containsExactly("10.0.0.3", "[fd00::4]", "10.0.0.2");
    assertThat(ControlPlane.addresses(List.of())).isEmpty();
  }
}
