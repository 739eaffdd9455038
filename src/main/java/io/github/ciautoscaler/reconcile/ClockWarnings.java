package io.github.ciautoscaler.reconcile;

import io.github.ciautoscaler.plan.Plan.Warning;
import io.github.ciautoscaler.plan.Reason.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Which clocks are wrong, by the others, and what to do about it. */
final class ClockWarnings {

  /** Beyond what an answer's way and whole seconds explain. */
  private static final Duration APART = Duration.ofSeconds(10);

  private ClockWarnings() {}

  static List<Warning> about(SharedClock clock) {
    if (clock.allWithin(APART)) {
      return List.of();
    }
    List<Warning> warnings = new ArrayList<>();
    Duration own = clock.machineAhead();
    if (isFar(own)) {
      warnings.add(
          warning(
              "The clock of this machine is "
                  + words(own)
                  + " the time of Gitea, Hetzner and Kubernetes. The autoscaler reckons with their"
                  + " time; run NTP (chrony, systemd-timesyncd) on the node that it runs on."));
    }
    clock
        .systemsAhead()
        .forEach((system, ahead) -> {
          if (isFar(ahead)) {
            warnings.add(warning(sentence(system, ahead)));
          }
        });
    return warnings;
  }

  private static String sentence(SharedClock.Remote system, Duration ahead) {
    String subject = "The clock of " + system.title() + " is " + words(ahead) + " the others.";
    return switch (system) {
      case FORGE -> subject + " Run NTP on its host.";
      case CLOUD -> subject + " Paid hours are counted by it.";
      case CLUSTER -> subject + " Run NTP on the nodes of its control plane.";
    };
  }

  private static boolean isFar(Duration apart) {
    return apart.abs().compareTo(APART) > 0;
  }

  private static String words(Duration ahead) {
    long seconds = Math.round(ahead.abs().toMillis() / 1_000.0);
    return seconds + " s " + (ahead.isNegative() ? "behind" : "ahead of");
  }

  private static Warning warning(String sentence) {
    return new Warning(Code.CLOCK_SKEW.name(), sentence);
  }
}
