package io.github.ciautoscaler.forge;

import io.github.ciautoscaler.fleet.ForgeInfo.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a forge cannot, and what is done instead, in words for people. */
final class Missing {

  private Missing() {}

  /**
   * @param forge its name and version
   * @param can what it can; a sentence for each of the rest
   */
  static List<String> sentences(String forge, Set<Capability> can) {
    Set<Capability> lacks = EnumSet.allOf(Capability.class);
    lacks.removeAll(can);
    return lacks.stream().map(it -> forge + " " + sentence(it)).toList();
  }

  private static String sentence(Capability capability) {
    return switch (capability) {
      case JOB_LIST -> "does not list its jobs: it cannot be served.";
      case JOB_NAMES_RUNNER ->
          "does not say on which runner a job runs: a job keeps each machine"
              + " until it is known to be elsewhere.";
      case DISABLE_RUNNER ->
          "cannot disable a runner: a leaving machine's runner pod is evicted, and seen gone before"
              + " its server is deleted.";
      case EPHEMERAL_RUNNERS -> "does not tell ephemeral runners from others: none is counted so.";
      case RUNNER_SCOPES -> "does not know runners of an owner: each is taken for anybody's.";
      case RUNNER_LIST ->
          "does not list its runners: each runner pod that runs counts as one, with the labels of"
              + " its pool (RUNNER_LABELS), and no registration is deleted.";
      case EVERY_RUNNER ->
          "shows the runners of some scopes alone: a machine whose runner is in none of them is not"
              + " taken back.";
      case BLOCKED_JOBS -> "does not list blocked jobs: how many there are is not shown.";
    };
  }
}
