package io.github.ciautoscaler.sandbox.kubernetes;

import io.github.ciautoscaler.sandbox.wire.Request;
import java.util.List;
import java.util.Optional;

/**
 * A request as the API server's authorisation sees it.
 *
 * @param verb get, list, watch, create, update, patch, delete
 * @param namespace empty for cluster-wide
 * @param name empty for a collection
 * @param subresource empty for the object itself
 */
record Call(String verb, ApiKind kind, String namespace, String name, String subresource) {

  /** Empty for a path that names no kind that is served. */
  static Optional<Call> of(Request request) {
    List<String> path = List.of(request.path().substring(1).split("/"));
    if (path.size() >= 3 && path.get(0).equals("api") && path.get(1).equals("v1")) {
      return of(request, "", "v1", path.subList(2, path.size()));
    }
    if (path.size() >= 4 && path.get(0).equals("apis")) {
      return of(request, path.get(1), path.get(2), path.subList(3, path.size()));
    }
    return Optional.empty();
  }

  private static Optional<Call> of(
      Request request, String group, String version, List<String> rest) {
    boolean inNamespace = rest.getFirst().equals("namespaces") && rest.size() > 2;
    String namespace = inNamespace ? rest.get(1) : "";
    List<String> tail = inNamespace ? rest.subList(2, rest.size()) : rest;
    String name = tail.size() > 1 ? tail.get(1) : "";
    String subresource = tail.size() > 2 ? tail.get(2) : "";
    return ApiKind.ALL.stream()
        .filter(kind -> kind.group().equals(group) && kind.version().equals(version))
        .filter(kind -> kind.plural().equals(tail.getFirst()) && tail.size() <= 3)
        .findFirst()
        .map(kind -> new Call(verb(request, name), kind, namespace, name, subresource));
  }

  private static String verb(Request request, String name) {
    String watch = request.first("watch").orElse("");
    return switch (request.method()) {
      case "GET", "HEAD" ->
          !name.isEmpty() ? "get" : watch.equals("1") || watch.equals("true") ? "watch" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
      default -> "";
    };
  }

  /** As rules name it: {@code pods/eviction}. */
  String resource() {
    return subresource.isEmpty() ? kind.plural() : kind.plural() + "/" + subresource;
  }
}
