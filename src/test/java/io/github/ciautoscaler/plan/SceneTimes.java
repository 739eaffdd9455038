package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Observation;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.Server;
import io.github.ciautoscaler.fleet.Tracked;
import java.util.List;

/** The same observation whose Nodes or servers differ in one thing. */
final class SceneTimes {

  private SceneTimes() {}

  /** Every Node is Ready for so many seconds. */
  static Observation readySince(Observation seen, long seconds) {
    return Seen.<List<Node>>changed(
        seen,
        "ofCluster.nodes",
        nodes ->
            Tracked.complete(
                nodes.known().orElseThrow().stream()
                    .map(node ->
                        new Node(
                            node.meta(),
                            new Node.Readiness(node.ready(), seen.now().minusSeconds(seconds)),
                            node.scheduling(),
                            node.addresses()))
                    .toList(),
                seen.now()));
  }

  /** Every server is of this type. */
  static Observation asType(Observation seen, String type) {
    return Seen.<List<Server>>changed(
        seen,
        "ofCloud.servers",
        servers ->
            Tracked.complete(
                servers.known().orElseThrow().stream()
                    .map(server ->
                        new Server(
                            server.id(),
                            server.metadata(),
                            server.status(),
                            new Server.Paid(
                                server.created(), new Offering(type, "fsn1"), true, null),
                            server.addresses()))
                    .toList(),
                seen.now()));
  }
}
