package io.github.ciautoscaler.plan;

import io.github.ciautoscaler.fleet.Pod;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A machine on its way out, or about to be, four minutes before its paid hour ends. */
final class Leaving {

  static final String NAME = "ci-runner-00000001";

  private Leaving() {}

  /** An idle machine whose paid hour ends. */
  static Scene due() {
    return new Scene().idle(NAME, Duration.ofMinutes(56), Duration.ofMinutes(20), 7, "linux");
  }

  /** One whose runner 7 is disabled. */
  static Scene disabled(String stage, Map<String, String> more) {
    return at(stage, more).runner(NAME, 7, true, true, "linux");
  }

  /** One on which no pod is left. */
  static Scene empty(String stage, Map<String, String> more) {
    return at(stage, more).podsOn(NAME, List.of());
  }

  /** One of which a scene still says which runners it has. */
  static Scene at(String stage, Map<String, String> more) {
    return new Scene()
        .server(NAME, Duration.ofMinutes(56))
        .node(NAME, true, annotations(stage, more));
  }

  /** What its Node carries; from the draining on also what was seen of its runners before. */
  static Map<String, String> annotations(String stage, Map<String, String> more) {
    Map<String, String> annotations = new HashMap<>();
    annotations.put("ci-autoscaler.io/stage", stage);
    annotations.put("ci-autoscaler.io/stage-since", ago(60));
    annotations.put(
        "ci-autoscaler.io/stage-reason",
        more.containsKey("drain") ? "OPERATOR_DRAIN" : "HOUR_ENDS");
    annotations.put("ci-autoscaler.io/ready-at", ago(3000));
    annotations.put("ci-autoscaler.io/idle-since", ago(1200));
    annotations.put("ci-autoscaler.io/runner-ids", "7");
    annotations.put("ci-autoscaler.io/disabled-ids", "7");
    annotations.put("ci-autoscaler.io/cordoned", "true");
    if (!stage.equals("deregistering")) {
      annotations.put("ci-autoscaler.io/quiet-since", ago(50));
      annotations.put("ci-autoscaler.io/first-look", ago(35));
    }
    more.forEach((key, value) -> annotations.put("ci-autoscaler.io/" + key, value));
    return annotations;
  }

  static String ago(long seconds) {
    return Scene.NOON.minusSeconds(seconds).toString();
  }

  static Pod pod(String name, Pod.Kind kind) {
    return pod(name, "uid-" + name, kind);
  }

  static Pod pod(String name, String uid, Pod.Kind kind) {
    return new Pod(new Pod.Id("ns", name, uid), NAME, false, null, Pod.Origin.of(kind));
  }
}
