package io.github.ciautoscaler.fleet;

import java.util.Locale;

/** The original's six words for a machine, as people and dashboards know them. */
public enum OriginalState {
  PROVISIONING,
  BUSY,
  IDLE,
  DEREGISTERING,
  DRAINING,
  REMOVING;

  /** A machine on its way out has the word of its step, also while its last job runs. */
  public static OriginalState of(Machine machine) {
    return switch (machine.phase()) {
      case Phase.Launching _ -> PROVISIONING;
      case Phase.InService _ -> machine.isIdle() ? IDLE : BUSY;
      case Phase.Terminating terminating ->
          switch (terminating.step()) {
            case DISABLING -> DEREGISTERING;
            case DRAINING -> DRAINING;
            case DELETING -> REMOVING;
          };
    };
  }

  /** Capitalised, as in the API and the log. */
  public String word() {
    return name().charAt(0) + metricWord().substring(1);
  }

  /** In small letters, as in the metric's label. */
  public String metricWord() {
    return name().toLowerCase(Locale.ROOT);
  }
}
