package io.github.ciautoscaler.app.jar;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.simulator.CloudServer;
import io.github.ciautoscaler.simulator.ForgeJob;
import io.github.ciautoscaler.simulator.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks at the world's truth each second of its time, for as long as it runs: what went wrong and
 * was put right before the end is wrong all the same.
 */
final class WorldWatch {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final int maxNodes;
  private final Set<String> broken = new LinkedHashSet<>();
  private final Set<String> joinTokens = new HashSet<>();
  private long looks;

  WorldWatch(int maxNodes) {
    this.maxNodes = maxNodes;
  }

  /** From now on; the world must stand still meanwhile. */
  void over(World world) {
    look(world);
    looks++;
    world.after(BETWEEN_LOOKS, () -> over(world));
  }

  private void look(World world) {
    world.cluster().joinTokens().all().forEach(token -> joinTokens.add(token.secret()));
    for (long job : world.forge().lostJobs()) {
      broken("job " + job + " lost its runner");
    }
    for (ForgeJob job : world.forge().jobs()) {
      String conclusion = job.conclusion();
      if (conclusion != null && !conclusion.equals("success")) {
        broken("job " + job.id() + " ended with " + conclusion);
      }
    }
    List<String> alive =
        world.cloud().servers().stream()
            .filter(server -> !server.isDeleting() && Labels.isManaged(server.labels()))
            .map(CloudServer::name)
            .toList();
    if (alive.size() > maxNodes) {
      broken("more servers than " + maxNodes + ": " + alive);
    }
  }

  private void broken(String words) {
    broken.add(words);
  }

  /** In words, each once; read while the world stands still. */
  List<String> broken() {
    return List.copyOf(broken);
  }

  /** The secrets of all join tokens that ever were; read while the world stands still. */
  Set<String> joinTokens() {
    return Set.copyOf(joinTokens);
  }

  long looks() {
    return looks;
  }
}
