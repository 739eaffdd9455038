package io.github.ciautoscaler.shipping;

import java.util.List;
import java.util.Map;

/**
 * The kinds of the Prometheus operator and the Gateway API that the chart makes, with the fields
 * that it uses of them: Kubernetes' own model does not know them. A field or type that is not here
 * is refused; "!" after a name means that it must be there.
 */
final class CustomResources {

  private static final Map<String, Object> LABELS = Map.of("*", String.class);
  private static final Map<String, Object> METADATA =
      Map.of(
          "name!",
          String.class,
          "namespace",
          String.class,
          "labels",
          LABELS,
          "annotations",
          LABELS);
  private static final List<Object> RELABELINGS =
      List.of(
          Map.of(
              "sourceLabels", List.of(String.class),
              "separator", String.class,
              "targetLabel", String.class,
              "regex", String.class,
              "modulus", Integer.class,
              "replacement", String.class,
              "action", String.class));
  private static final List<Object> ENDPOINTS =
      List.of(
          Map.of(
              "port!", String.class,
              "path", String.class,
              "interval", String.class,
              "metricRelabelings", RELABELINGS));
  private static final Map<String, Object> SELECTOR = Map.of("matchLabels!", LABELS);

  private static final Map<String, Object> SPECS =
      Map.of(
          "monitoring.coreos.com/v1 ServiceMonitor",
          Map.of("selector!", SELECTOR, "endpoints!", ENDPOINTS),
          "monitoring.coreos.com/v1 PodMonitor",
          Map.of("selector!", SELECTOR, "podMetricsEndpoints!", ENDPOINTS),
          "monitoring.coreos.com/v1 PrometheusRule",
          Map.of("groups!", List.of(group())),
          "gateway.networking.k8s.io/v1 HTTPRoute",
          Map.of(
              "parentRefs!",
              List.of(
                  Map.of(
                      "name!", String.class,
                      "namespace", String.class,
                      "sectionName", String.class,
                      "port", Integer.class)),
              "hostnames",
              List.of(String.class),
              "rules!",
              List.of(route())));

  private CustomResources() {}

  private static Map<String, Object> group() {
    Map<String, Object> rule =
        Map.of(
            "alert!", String.class,
            "expr!", String.class,
            "for", String.class,
            "labels", LABELS,
            "annotations", LABELS);
    return Map.of("name!", String.class, "interval", String.class, "rules!", List.of(rule));
  }

  private static Map<String, Object> route() {
    Map<String, Object> path = Map.of("type", String.class, "value", String.class);
    return Map.of(
        "matches",
        List.of(Map.of("path", path)),
        "backendRefs",
        List.of(Map.of("name!", String.class, "port!", Integer.class)));
  }

  static boolean knows(Map<String, Object> document) {
    return SPECS.containsKey(kind(document));
  }

  /** Throws with the path of what is wrong. */
  static void check(Map<String, Object> document) {
    Object spec = SPECS.get(kind(document));
    if (spec == null) {
      throw new IllegalArgumentException("unknown kind " + kind(document));
    }
    Map<String, Object> whole =
        Map.of(
            "apiVersion!",
            String.class,
            "kind!",
            String.class,
            "metadata!",
            METADATA,
            "spec!",
            spec);
    check(document, whole, kind(document));
  }

  private static String kind(Map<String, Object> document) {
    return document.get("apiVersion") + " " + document.get("kind");
  }

  private static void check(Object value, Object expected, String path) {
    switch (expected) {
      case Map<?, ?> fields when value instanceof Map<?, ?> map -> check(map, fields, path);
      case List<?> list when value instanceof List<?> values ->
          values.forEach(each -> check(each, list.getFirst(), path + "[]"));
      case Class<?> type when type.isInstance(value) -> {}
      default -> throw new IllegalArgumentException(path + " has a wrong type: " + value);
    }
  }

  private static void check(Map<?, ?> value, Map<?, ?> fields, String path) {
    for (Object name : fields.keySet()) {
      String field = String.valueOf(name);
      if (field.endsWith("!") && !value.containsKey(field.substring(0, field.length() - 1))) {
        throw new IllegalArgumentException(path + " lacks " + field);
      }
    }
    value.forEach((name, each) -> {
      Object expected = fields.get(name);
      expected = expected == null ? fields.get(name + "!") : expected;
      expected = expected == null ? fields.get("*") : expected;
      if (expected == null) {
        throw new IllegalArgumentException(path + " has an unknown field " + name);
      }
      check(each, expected, path + "." + name);
    });
  }
}
