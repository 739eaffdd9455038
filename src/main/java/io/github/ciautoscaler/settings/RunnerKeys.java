package io.github.ciautoscaler.settings;

import java.time.Duration;
import java.util.List;

/** Which runners are ours, and what they offer. */
public final class RunnerKeys {

  public static final Setting<String> RUNNER_NAMESPACE =
      Setting.original(
              "RUNNER_NAMESPACE", Texts.TEXT, "The namespace in which the runner pods live.")
          .byDefault("gitea-runners")
          .fromTheNextStart();

  public static final Setting<String> RUNNER_POD_SELECTOR =
      Setting.ours("RUNNER_POD_SELECTOR", Texts.TEXT, "Label selector of the runner pods.")
          .byDefault("app=gitea-actions-runner")
          .fromTheNextStart();

  public static final Setting<List<String>> RUNNER_LABELS =
      Setting.ours(
          "RUNNER_LABELS",
          Texts.LIST.then((labels, remarks) -> bare(labels)),
          "The labels that our runners offer. Without it: what registered runners show or showed"
              + " last, before that `linux` alone; for other labels one machine at a time is launched"
              + " whose runner shows them.");

  public static final Setting<Duration> RUNNER_FETCH_WINDOW_SECS =
      Setting.ours(
              "RUNNER_FETCH_WINDOW_SECS",
              Numbers.SECONDS.then(RunnerKeys::notZero),
              "Seconds for which a runner that was just disabled may still take a job that it had"
                  + " asked for.")
          .byDefault("10");

  static final List<Setting<?>> ALL =
      List.of(RUNNER_NAMESPACE, RUNNER_POD_SELECTOR, RUNNER_LABELS, RUNNER_FETCH_WINDOW_SECS);

  private RunnerKeys() {}

  /** Without what a runner's own configuration says behind a colon. */
  static List<String> bare(List<String> labels) {
    return labels.stream().map(label -> label.replaceFirst(":.*", "")).toList();
  }

  private static Duration notZero(Duration window, Remarks remarks) {
    if (window.isZero()) {
      remarks.odd(
          "is 0: a job that a runner takes while it is disabled may be lost with its machine");
    }
    return window;
  }
}
