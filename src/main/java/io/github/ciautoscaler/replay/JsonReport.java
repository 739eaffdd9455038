package io.github.ciautoscaler.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A comparison as JSON, for programs. */
final class JsonReport {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonReport() {}

  static String of(Comparison found) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("trace", found.trace().name());
    json.put("jobs", found.trace().jobs().size());
    Bounds bounds = found.bounds();
    json.put(
        "bounds",
        Map.of(
            "lb0", bounds.noWait(),
            "lb90", bounds.bootWait(),
            "work", bounds.work(),
            "clairvoyant", bounds.clairvoyant()));
    List<Map<String, Object>> policies =
        found.policies().stream().map(policy -> policy(policy, found)).toList();
    json.put("policies", policies);
    return JSON.writeValueAsString(json) + "\n";
  }

  private static Map<String, Object> policy(Measured policy, Comparison found) {
    Bounds bounds = found.bounds();
    double hours = policy.mean(Figures::billedHours);
    double cost = policy.mean(run -> run.cost().doubleValue());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", policy.name());
    json.put("source", policy.source());
    json.put("billedHours", rounded(hours));
    json.put("billedHoursHalfRange", rounded(policy.halfRange(Figures::billedHours)));
    json.put("cost", rounded(cost));
    json.put("costPer1000Jobs", rounded(cost * 1000 / found.trace().jobs().size()));
    json.put("xLb0", rounded(hours / bounds.noWait()));
    json.put("xLb90", rounded(hours / bounds.bootWait()));
    json.put("xClairvoyant", rounded(hours / bounds.clairvoyant()));
    json.put("wait", wait(policy));
    json.put("paidIdleShare", rounded(policy.mean(Figures::paidIdleShare)));
    json.put("killed", rounded(policy.mean(Figures::killed)));
    json.put("launches", rounded(policy.mean(Figures::launches)));
    json.put("peak", rounded(policy.mean(Figures::peak)));
    return json;
  }

  private static Map<String, Object> wait(Measured policy) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mean", rounded(policy.mean(run -> run.waits().mean())));
    json.put("p50", rounded(policy.mean(run -> run.waits().quantile(0.5))));
    json.put("p95", rounded(policy.mean(run -> run.waits().quantile(0.95))));
    json.put("p99", rounded(policy.mean(run -> run.waits().quantile(0.99))));
    json.put("max", rounded(policy.mean(run -> run.waits().max())));
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
