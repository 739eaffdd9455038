package io.github.ciautoscaler.replay;

import io.github.ciautoscaler.plan.PlanSettings;
import java.util.List;

/** The policies that can be asked for, by name. */
final class Policies {

  private static final List<String> NAMES =
      List.of(
          "ours",
          "original",
          "cluster-autoscaler",
          "taskscaler",
          "testflows",
          "woodpecker",
          "static:N");

  private static final String STATIC = "static:";

  private Policies() {}

  /** A new one each time: they remember. */
  static Policy named(String name, PlanSettings plan, Surroundings surroundings) {
    return switch (name) {
      case "ours" -> new Ours(plan, false);
      case "original" -> new PeerPolicy(new OriginalRules(), surroundings);
      case "cluster-autoscaler" -> new PeerPolicy(new ClusterAutoscalerRules(), surroundings);
      case "taskscaler" -> new PeerPolicy(new TaskscalerRules(), surroundings);
      case "testflows" -> new PeerPolicy(new TestflowsRules(), surroundings);
      case "woodpecker" -> new PeerPolicy(new WoodpeckerRules(), surroundings);
      default -> new PeerPolicy(servers(name), surroundings);
    };
  }

  private static StaticRules servers(String name) {
    if (!name.startsWith(STATIC)) {
      throw new BadInput(
          "No policy is named '" + name + "'.", "Write some of " + String.join(", ", NAMES) + ".");
    }
    return new StaticRules((int) Command.number("--policy", name.substring(STATIC.length())));
  }
}
