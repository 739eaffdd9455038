package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What the server offers, as clients ask before their first real request. */
final class Discovery {

  private static final List<String> GROUPS =
      List.of("apps", "coordination.k8s.io", "policy", "authorization.k8s.io");
  private static final List<String> VERBS =
      List.of("create", "delete", "get", "list", "patch", "update", "watch");

  private Discovery() {}

  /** Empty for a path that is none of discovery's. */
  static Optional<ObjectNode> answer(String path) {
    return switch (path) {
      case "/api" -> Optional.of(versions());
      case "/apis" ->
          Optional.of(
              Json.object(
                  "kind",
                  "APIGroupList",
                  "apiVersion",
                  "v1",
                  "groups",
                  Json.array(GROUPS.stream().map(Discovery::group).toList())));
      case "/api/v1" -> Optional.of(resources("", "v1"));
      default ->
          GROUPS.stream()
              .flatMap(group -> Optional.ofNullable(ofGroup(group, path)).stream())
              .findFirst();
    };
  }

  private static @Nullable ObjectNode ofGroup(String group, String path) {
    if (path.equals("/apis/" + group)) {
      ObjectNode answer = Json.object("kind", "APIGroup", "apiVersion", "v1");
      return answer.setAll(group(group));
    }
    return path.equals("/apis/" + group + "/v1") ? resources(group, group + "/v1") : null;
  }

  private static ObjectNode versions() {
    return Json.object(
        "kind", "APIVersions", "versions", List.of("v1"), "serverAddressByClientCIDRs", List.of());
  }

  private static ObjectNode group(String name) {
    ObjectNode version = Json.object("groupVersion", name + "/v1", "version", "v1");
    return Json.object(
        "name", name, "versions", List.of(version), "preferredVersion", version.deepCopy());
  }

  private static ObjectNode resources(String group, String groupVersion) {
    List<ObjectNode> resources = new ArrayList<>();
    ApiKind.ALL.stream()
        .filter(kind -> kind.group().equals(group))
        .map(Discovery::resource)
        .forEach(resources::add);
    if (group.isEmpty()) {
      resources.add(
          Json.object(
              "name",
              "pods/eviction",
              "singularName",
              "",
              "namespaced",
              true,
              "group",
              "policy",
              "version",
              "v1",
              "kind",
              "Eviction",
              "verbs",
              List.of("create")));
    }
    if (group.equals("authorization.k8s.io")) {
      resources.add(
          Json.object(
              "name",
              "selfsubjectaccessreviews",
              "singularName",
              "selfsubjectaccessreview",
              "namespaced",
              false,
              "kind",
              "SelfSubjectAccessReview",
              "verbs",
              List.of("create")));
    }
    return Json.object(
        "kind",
        "APIResourceList",
        "apiVersion",
        "v1",
        "groupVersion",
        groupVersion,
        "resources",
        resources);
  }

  private static ObjectNode resource(ApiKind kind) {
    return Json.object(
        "name",
        kind.plural(),
        "singularName",
        kind.kind().toLowerCase(Locale.ROOT),
        "namespaced",
        kind.namespaced(),
        "kind",
        kind.kind(),
        "verbs",
        VERBS,
        "shortNames",
        kind.shortNames());
  }
}
