package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.reconcile.Cluster;
import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Publishes Kubernetes Events; what was just said is not said again. */
final class Events {

  static final Duration QUIET = Duration.ofMinutes(5);

  /** What kubectl and dashboards expect at most. */
  private static final int LONGEST = 1024;

  private static final int REMEMBERED = 1000;

  private final Api api;
  private final KubernetesSettings settings;
  private final Map<Said, Instant> said = new LinkedHashMap<>();

  Events(Api api, KubernetesSettings settings) {
    this.api = api;
    this.settings = settings;
  }

  /** About a node its reason tells it all; about ourselves the message names what it is about. */
  private record Said(String about, boolean warning, String reason, String message) {
    static Said of(Cluster.Event event) {
      return event.node() == null
          ? new Said("", event.warning(), event.reason(), event.message())
          : new Said(event.node(), event.warning(), event.reason(), "");
    }
  }

  Outcome publish(Cluster.Event event) {
    Said key = Said.of(event);
    if (!isNews(key, event.at())) {
      return new Outcome.Done();
    }
    try {
      api.post(
          "/api/v1/namespaces/%s/events".formatted(api.segment(namespace(event))),
          object(event),
          Wire.Ack.class);
      return new Outcome.Done();
    } catch (CallFailed e) {
      forget(key);
      return e.failure().outcome();
    }
  }

  private synchronized boolean isNews(Said key, Instant at) {
    Instant last = said.get(key);
    if (last != null && at.isBefore(last.plus(QUIET))) {
      return false;
    }
    said.remove(key);
    said.put(key, at);
    if (said.size() > REMEMBERED) {
      said.remove(said.keySet().iterator().next());
    }
    return true;
  }

  private synchronized void forget(Said key) {
    said.remove(key);
  }

  private String namespace(Cluster.Event event) {
    return event.node() == null ? settings.ownNamespace() : "default";
  }

  private Map<String, Object> object(Cluster.Event event) {
    Map<String, Object> about = about(event);
    String at = event.at().truncatedTo(ChronoUnit.SECONDS).toString();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("apiVersion", "v1");
    object.put("kind", "Event");
    object.put("metadata", Map.of("generateName", about.get("name") + "."));
    object.put("involvedObject", about);
    object.put("reason", event.reason());
    object.put("message", shortened(event.message()));
    object.put("type", event.warning() ? "Warning" : "Normal");
    object.put("source", Map.of("component", KubernetesSettings.NAME));
    object.put("reportingComponent", KubernetesSettings.NAME);
    object.put("firstTimestamp", at);
    object.put("lastTimestamp", at);
    object.put("count", 1);
    return object;
  }

  private static String shortened(String message) {
    return message.length() > LONGEST ? message.substring(0, LONGEST - 1) + "…" : message;
  }

  private Map<String, Object> about(Cluster.Event event) {
    if (event.node() == null) {
      return Map.of(
          "apiVersion",
          "apps/v1",
          "kind",
          "Deployment",
          "name",
          settings.deployment(),
          "namespace",
          settings.ownNamespace());
    }
    // As the kubelet does it: `kubectl describe node` looks events up by the name as uid.
    return Map.of("apiVersion", "v1", "kind", "Node", "name", event.node(), "uid", event.node());
  }
}
