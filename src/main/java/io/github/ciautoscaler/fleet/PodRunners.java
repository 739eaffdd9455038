package io.github.ciautoscaler.fleet;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the forge does not list its runners: each runner pod that has not ended counts as one from
 * when its Node was Ready first, with the labels of its pool, and online while its Node is Ready.
 */
final class PodRunners {

  private static final Duration ENDED = Duration.ofMinutes(2);
  private static final long MADE_UP = 1L << 62;

  private PodRunners() {}

  static List<Runner> of(Observation seen, Map<String, Node> nodes, FleetSettings settings) {
    Map<String, @Nullable String> pools = new HashMap<>();
    LastSeen.of(seen.servers())
        .forEach(server -> pools.put(server.name(), server.labels().get(Labels.POOL)));
    List<Runner> runners = new ArrayList<>();
    for (Pod pod : LastSeen.of(seen.runnerPods())) {
      Node node = pod.node() == null ? null : nodes.get(pod.node());
      if (node != null && mayRun(pod, node, seen.now())) {
        String pool = node.labels().getOrDefault(Labels.POOL, Pool.DEFAULT);
        String known = pools.get(node.name());
        runners.add(runner(pod, node, settings.labelsOf(known == null ? pool : known)));
      }
    }
    return runners;
  }

  /** A kubelet that is there ends what is past its deletion time, whatever holds the pod. */
  private static boolean mayRun(Pod pod, Node node, Instant now) {
    boolean killed =
        Age.of(pod.deletion(), now).reached(ENDED)
            && node.isReady()
            && Age.of(node.readySince(), now).reached(ENDED);
    return node.hasBeenReady() && !pod.finished() && !killed;
  }

  private static Runner runner(Pod pod, Node node, Set<String> labels) {
    Runner.State state = new Runner.State(node.isReady(), false, false);
    return new Runner(id(pod), pod.name(), state, false, labels);
  }

  /** One that was recorded, whose pod no list shows: its program may run on unseen. */
  static Runner unseen(long id, String name, Set<String> labels) {
    return new Runner(id, name, new Runner.State(false, false, false), false, labels);
  }

  /** The same for the same pod, after a restart too, and of no row of the forge. */
  static long id(Pod pod) {
    UUID uid = UUID.nameUUIDFromBytes(pod.uid().getBytes(StandardCharsets.UTF_8));
    return MADE_UP | (uid.getMostSignificantBits() >>> 3);
  }
}
