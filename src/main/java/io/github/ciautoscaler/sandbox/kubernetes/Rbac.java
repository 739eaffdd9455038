package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the autoscaler's service account may do.
 *
 * @param rules any one of them suffices
 */
public record Rbac(List<Rule> rules) {

  private static final String USER = "system:serviceaccount:ci:gitea-ci-autoscaler";
  private static final String ANONYMOUS = "system:anonymous";

  /** Everything: also what a person wants to try with kubectl. */
  public static final Rbac EVERYTHING = new Rbac(List.of(new Rule("*", "*", List.of("*"), null)));

  /** What the README of rustunit/gitea-ci-autoscaler asks for, and nothing more. */
  public static final Rbac ORIGINAL =
      new Rbac(
          List.of(
              new Rule("", "nodes", List.of("list", "patch", "delete"), null),
              new Rule("", "pods", List.of("list", "get", "create"), null),
              new Rule("", "pods/eviction", List.of("create"), null)));

  /** A token that is known and may do nothing. */
  public static final Rbac NOTHING = new Rbac(List.of());

  public Rbac {
    rules = List.copyOf(rules);
  }

  /**
   * @param resource as in a Role, {@code pods/eviction} for a subresource; {@code *} for any, as in
   *     group and verbs
   * @param namespace null for the whole cluster
   */
  public record Rule(
      String group, String resource, List<String> verbs, @Nullable String namespace) {
    public Rule {
      verbs = List.copyOf(verbs);
    }

    private boolean grants(String verb, String wantedGroup, String wanted, String inNamespace) {
      return (verbs.contains("*") || verbs.contains(verb))
          && (group.equals("*") || group.equals(wantedGroup))
          && (resource.equals("*") || resource.equals(wanted))
          && (namespace == null || namespace.equals(inNamespace));
    }
  }

  private boolean allows(String verb, String group, String resource, String namespace) {
    return rules.stream().anyMatch(rule -> rule.grants(verb, group, resource, namespace));
  }

  void check(Call call) {
    if (!allows(call.verb(), call.kind().group(), call.resource(), call.namespace())) {
      throw forbidden(call, USER);
    }
  }

  static Status.Refused anonymous(Call call) {
    return forbidden(call, ANONYMOUS);
  }

  private static Status.Refused forbidden(Call call, String user) {
    ApiKind kind = call.kind();
    String what = kind.qualified() + (call.name().isEmpty() ? "" : " \"" + call.name() + "\"");
    String where =
        call.namespace().isEmpty()
            ? "at the cluster scope"
            : "in the namespace \"" + call.namespace() + "\"";
    String message =
        "%s is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s"
            .formatted(what, user, call.verb(), call.resource(), kind.group(), where);
    Map<String, Object> details = new LinkedHashMap<>();
    if (!call.name().isEmpty()) {
      details.put("name", call.name());
    }
    if (!kind.group().isEmpty()) {
      details.put("group", kind.group());
    }
    details.put("kind", kind.plural());
    return Status.refuse(403, "Forbidden", message, details);
  }

  /** The answer to a SelfSubjectAccessReview. */
  ObjectNode review(JsonNode asked) {
    JsonNode attributes = asked.path("spec").path("resourceAttributes");
    String subresource = attributes.path("subresource").asString("");
    String resource = attributes.path("resource").asString("");
    boolean allowed =
        allows(
            attributes.path("verb").asString(""),
            attributes.path("group").asString(""),
            subresource.isEmpty() ? resource : resource + "/" + subresource,
            attributes.path("namespace").asString(""));
    return Json.object(
        "kind",
        "SelfSubjectAccessReview",
        "apiVersion",
        "authorization.k8s.io/v1",
        "metadata",
        Json.object(),
        "spec",
        asked.path("spec"),
        "status",
        Json.object("allowed", allowed));
  }
}
