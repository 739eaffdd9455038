package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.simulator.ClusterPod.Owner;
import io.github.ciautoscaler.simulator.PodKind.Rank;
import io.github.ciautoscaler.simulator.PodKind.Tolerates;
import io.github.ciautoscaler.simulator.PodKind.Wants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * People who deploy: Deployments of many kinds come, grow, shrink and go, and Jobs run, where pods
 * ask for machines. Elsewhere nobody does.
 */
final class PodPeople {

  private static final List<Long> SIZES = List.of(250L, 500L, 1_000L, 2_000L, 3_000L);

  /** More than any machine has. */
  private static final long TOO_LARGE = 64_000;

  private static final int MOST = 5;

  private final World world;
  private final Deployments deployments;
  private final List<String> names = new ArrayList<>();
  private long number;
  private boolean stopped;

  private PodPeople(World world) {
    this.world = world;
    this.deployments = new Deployments(world);
  }

  static PodPeople start(World world) {
    PodPeople people = new PodPeople(world);
    if (world.settings().has(Surrounding.PODS)) {
      world.afterSeconds(60, 600, people::act);
    }
    return people;
  }

  /** All is taken back, but for Jobs, which come to their end. */
  void stop() {
    stopped = true;
    if (world.settings().has(Surrounding.PODS)) {
      names.forEach(this::takeBack);
      retireAll();
    }
  }

  /** Those too that come a moment later in place of others. */
  private void retireAll() {
    retireTools(Integer.MAX_VALUE);
    world.after(Duration.ofMinutes(1), this::retireAll);
  }

  private void act() {
    if (stopped) {
      return;
    }
    switch ((int) world.dice().between(0, 9)) {
      case 0, 1, 2 -> comes();
      case 3, 4 -> changes(1, MOST);
      case 5 -> changes(0, 1);
      case 6 -> goes();
      case 7 -> runs();
      case 8 -> turnsBudget();
      default -> retireTools(2);
    }
    world.afterSeconds(60, 1_500, this::act);
  }

  private void comes() {
    String name = "web-" + ++number;
    PodKind kind = kind();
    names.add(name);
    if (names.size() > MOST) {
      takeBack(names.removeFirst());
    }
    if (world.dice().chance(0.15)) {
      budget(name, false);
    }
    scale(name, (int) world.dice().between(1, 4), kind);
  }

  private void scale(String name, int count, PodKind kind) {
    world.log("", name + " is to have " + count + " pods: " + kind);
    deployments.scale(name, count, kind);
  }

  private void changes(int least, int most) {
    if (!names.isEmpty()) {
      String name = world.dice().oneOf(names);
      scale(name, (int) world.dice().between(least, most), deployments.kind(name));
    }
  }

  private void goes() {
    if (!names.isEmpty()) {
      String name = world.dice().oneOf(names);
      names.remove(name);
      takeBack(name);
    }
  }

  private void takeBack(String name) {
    world.cluster().budgets().remove("web", name);
    scale(name, 0, deployments.kind(name));
  }

  private void runs() {
    Duration length = Duration.ofSeconds(world.dice().between(60, 3_600));
    String name = "once-" + ++number;
    world.log("", name + " is to run for " + length);
    deployments.run(name, PodKind.once(world.dice().oneOf(SIZES), length));
  }

  private void turnsBudget() {
    if (!names.isEmpty()) {
      budget(world.dice().oneOf(names), world.dice().chance(0.5));
    }
  }

  private void budget(String name, boolean allows) {
    Map<String, String> its = Map.of("app", name);
    world.log("", "the budget of " + name + (allows ? " allows" : " refuses"));
    world.cluster().budgets().put(new Budgets.Budget("web", name, its, allows));
  }

  private PodKind kind() {
    Dice dice = world.dice();
    boolean never = dice.chance(0.07);
    long size = never && dice.chance(0.5) ? TOO_LARGE : dice.oneOf(SIZES);
    String keeps = dice.chance(0.15) ? "safe-to-evict is false" : null;
    return new PodKind(Owner.DEPLOYED, size, wants(never), keeps, Duration.ZERO);
  }

  private Wants wants(boolean never) {
    Dice dice = world.dice();
    boolean apart = dice.chance(0.3);
    Rank rank = dice.chance(0.08) ? Rank.PLACEHOLDER : dice.chance(0.1) ? Rank.URGENT : null;
    Tolerates all = dice.chance(0.05) ? Tolerates.EVERYTHING : null;
    boolean fast = dice.chance(0.25);
    boolean dedicated = fast || dice.chance(0.25);
    return new Wants(
        apart,
        never ? Map.of("disk", "none") : fast ? ReplicaPools.PODS_LABEL : Map.of(),
        or(all, dedicated ? Tolerates.DEDICATED : Tolerates.NOTHING),
        rank == null ? Rank.ORDINARY : rank);
  }

  private static Tolerates or(@Nullable Tolerates first, Tolerates second) {
    return first == null ? second : first;
  }

  /** What accidents put onto Nodes goes again, as it would keep their machines for ever. */
  private void retireTools(int most) {
    List<ClusterPod> tools =
        world.cluster().pods().stream()
            .filter(pod -> pod.owner() == Owner.REPLICA_SET && !pod.isTerminating())
            .limit(most)
            .toList();
    for (ClusterPod pod : tools) {
      world.log(pod.node(), pod.ownerName() + " is taken back");
      pod.takeBack();
      world.cluster().deletePod(pod.namespace(), pod.name());
    }
  }
}
