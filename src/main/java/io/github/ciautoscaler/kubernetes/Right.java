package io.github.ciautoscaler.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * One thing that RBAC can grant.
 *
 * @param group the API group; empty for the core
 * @param resource with its subresource after a slash
 * @param namespace null for the whole cluster
 * @param name the one object that it is about; null for any
 */
record Right(
    String group, String resource, String verb, @Nullable String namespace, @Nullable String name) {

  /** What the server checked when it answered this request with 403. */
  static Optional<Right> neededFor(Request request) {
    List<String> path = new ArrayList<>(request.url().pathSegments());
    if (!path.contains("api") && !path.contains("apis")) {
      return Optional.empty();
    }
    boolean core = path.contains("api");
    path = path.subList(path.indexOf(core ? "api" : "apis") + 1, path.size());
    String group = core ? "" : path.getFirst();
    path = path.subList(Math.min(path.size(), core ? 1 : 2), path.size());
    String namespace = null;
    if (path.size() > 2 && path.getFirst().equals("namespaces")) {
      namespace = path.get(1);
      path = path.subList(2, path.size());
    }
    if (path.isEmpty()) {
      return Optional.empty();
    }
    String resource = path.size() > 2 ? path.getFirst() + "/" + path.get(2) : path.getFirst();
    return Optional.of(
        new Right(group, resource, verb(request.method(), path.size() > 1), namespace, null));
  }

  private static String verb(String method, boolean named) {
    return switch (method) {
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> "delete";
      default -> named ? "get" : "list";
    };
  }

  /** As one line of YAML, with where it belongs. */
  String rule() {
    return "{apiGroups: [\"%s\"], resources: [%s], verbs: [%s]} in a %s"
        .formatted(
            group,
            resource,
            verb,
            namespace == null ? "ClusterRole" : "Role in the namespace " + namespace);
  }
}
