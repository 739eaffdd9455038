package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.Constraints;
import io.github.ciautoscaler.fleet.Match;
import io.github.ciautoscaler.fleet.Toleration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a pod may strictly run. What we cannot tell of a new machine is named as unsupported: it
 * gets none, rather than one after the other.
 */
final class ConstraintsMapping {

  private static final String HOSTNAME = "kubernetes.io/hostname";
  private static final String STRICTLY = "requiredDuringSchedulingIgnoredDuringExecution";

  private final JsonNode spec;
  private final Map<String, String> labels;
  private final String namespace;
  private @Nullable String unsupported;

  ConstraintsMapping(JsonNode spec, Map<String, String> labels, String namespace) {
    this.spec = spec;
    this.labels = labels;
    this.namespace = namespace;
  }

  Constraints constraints() {
    List<Constraints.Apart> apart = apart();
    List<Constraints.Spread> spread = spread();
    List<List<Match>> affinity = nodeAffinity();
    refuseWhatOnlyTheClusterKnows();
    return new Constraints(
        new Constraints.OfNode(selector(), affinity, tolerations()),
        new Constraints.OfPods(apart, spread, hostPorts()),
        unsupported);
  }

  private void refuse(String what) {
    unsupported = unsupported == null ? what : unsupported;
  }

  private void refuseWhatOnlyTheClusterKnows() {
    JsonNode affinity = spec.path("affinity");
    if (PodFields.each(affinity.path("podAffinity"), STRICTLY).findAny().isPresent()) {
      refuse("its pod affinity asks for a host with other pods");
    }
    if (PodFields.each(spec, "resourceClaims").findAny().isPresent()) {
      refuse("it claims devices, which are not counted");
    }
  }

  private List<Match> selector() {
    return spec.path("nodeSelector").properties().stream()
        .map(it -> Match.equal(it.getKey(), it.getValue().asString("")))
        .toList();
  }

  private List<List<Match>> nodeAffinity() {
    List<List<Match>> terms = new ArrayList<>();
    JsonNode strictly = spec.path("affinity").path("nodeAffinity").path(STRICTLY);
    for (JsonNode term : PodFields.each(strictly, "nodeSelectorTerms").toList()) {
      List<Match> all =
          Stream.concat(
                  PodFields.each(term, "matchExpressions"), PodFields.each(term, "matchFields"))
              .map(this::match)
              .toList();
      if (!all.isEmpty()) { // an empty term matches no Node
        terms.add(all);
      }
    }
    if (terms.isEmpty() && PodFields.has(strictly, "nodeSelectorTerms")) {
      refuse("its node affinity matches no Node");
    }
    return terms;
  }

  private Match match(JsonNode it) {
    Match.Operator operator =
        switch (PodFields.text(it, "operator")) {
          case "In" -> Match.Operator.IN;
          case "NotIn" -> Match.Operator.NOT_IN;
          case "Exists" -> Match.Operator.EXISTS;
          case "DoesNotExist" -> Match.Operator.DOES_NOT_EXIST;
          case "Gt" -> Match.Operator.GREATER;
          case "Lt" -> Match.Operator.LESS;
          default -> {
            refuse("it has an operator " + PodFields.text(it, "operator"));
            yield Match.Operator.IN;
          }
        };
    List<String> values = PodFields.each(it, "values").map(value -> value.asString("")).toList();
    return new Match(PodFields.text(it, "key"), operator, values);
  }

  private List<Toleration> tolerations() {
    return PodFields.each(spec, "tolerations")
        .map(it ->
            new Toleration(
                PodFields.text(it, "key"),
                PodFields.text(it, "operator").equals("Exists"),
                PodFields.text(it, "value"),
                PodFields.text(it, "effect")))
        .toList();
  }

  private List<Constraints.Apart> apart() {
    List<Constraints.Apart> apart = new ArrayList<>();
    JsonNode terms = spec.path("affinity").path("podAntiAffinity");
    for (JsonNode term : PodFields.each(terms, STRICTLY).toList()) {
      if (!PodFields.text(term, "topologyKey").equals(HOSTNAME)) {
        refuse("its anti-affinity is about " + PodFields.text(term, "topologyKey"));
      } else {
        apart.add(new Constraints.Apart(pods(term, "mismatchLabelKeys"), namespaces(term)));
      }
    }
    return apart;
  }

  /** An empty selector of namespaces means all; one that asks for labels is not evaluated. */
  private Set<String> namespaces(JsonNode term) {
    Set<String> named = new HashSet<>();
    PodFields.each(term, "namespaces").forEach(it -> named.add(it.asString("")));
    if (!PodFields.has(term, "namespaceSelector")) {
      return named.isEmpty() ? Set.of(namespace) : named;
    }
    if (!term.path("namespaceSelector").isEmpty()) {
      refuse("its anti-affinity selects namespaces by label");
    }
    return Set.of();
  }

  private List<Constraints.Spread> spread() {
    List<Constraints.Spread> spread = new ArrayList<>();
    for (JsonNode it : PodFields.each(spec, "topologySpreadConstraints").toList()) {
      if (PodFields.text(it, "whenUnsatisfiable").equals("ScheduleAnyway")) {
        continue;
      }
      if (PodFields.text(it, "topologyKey").equals(HOSTNAME)) {
        int skew = Math.max(1, it.path("maxSkew").asInt(1));
        spread.add(new Constraints.Spread(skew, pods(it, "")));
      } else {
        refuse("its topology spread is about " + PodFields.text(it, "topologyKey"));
      }
    }
    return spread;
  }

  /**
   * A selector that is missing selects no pod.
   *
   * @param refused a list of label keys that is not evaluated
   */
  private List<Match> pods(JsonNode term, String refused) {
    JsonNode selector = term.path("labelSelector");
    if (PodFields.each(term, refused).findAny().isPresent()) {
      refuse("it has " + refused);
    }
    List<Match> all = new ArrayList<>();
    if (!PodFields.has(term, "labelSelector")) {
      all.add(new Match("", Match.Operator.IN, List.of()));
    }
    selector
        .path("matchLabels")
        .properties()
        .forEach(it -> all.add(Match.equal(it.getKey(), it.getValue().asString(""))));
    PodFields.each(selector, "matchExpressions").map(this::match).forEach(all::add);
    for (JsonNode key : PodFields.each(term, "matchLabelKeys").toList()) {
      String value = labels.get(key.asString(""));
      if (value != null) {
        all.add(Match.equal(key.asString(""), value));
      }
    }
    return all;
  }

  private Set<String> hostPorts() {
    Set<String> ports = new HashSet<>();
    for (JsonNode container : PodFields.each(spec, "containers").toList()) {
      for (JsonNode port : PodFields.each(container, "ports").toList()) {
        int number = port.path("hostPort").asInt(0);
        if (number > 0) {
          String protocol = PodFields.text(port, "protocol");
          ports.add((protocol.isEmpty() ? "TCP" : protocol) + "/" + number);
        }
      }
    }
    return ports;
  }
}
