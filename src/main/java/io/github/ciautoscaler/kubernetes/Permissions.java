package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import io.github.ciautoscaler.fleet.Reading.Trouble;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Asks what more than the original's rights we hold, and writes the YAML that grants what we lack.
 */
final class Permissions {

  private static final String AUTHORIZATION = "/apis/authorization.k8s.io/v1";
  private static final String AUTHENTICATION = "/apis/authentication.k8s.io/v1";

  private final Api api;
  private final KubernetesSettings settings;

  Permissions(Api api, KubernetesSettings settings) {
    this.api = api;
    this.settings = settings;
  }

  /** The original's own rights, for the whole cluster. */
  private static final List<Right> REQUIRED =
      List.of(
          new Right("", "nodes", "list", null, null),
          new Right("", "nodes", "patch", null, null),
          new Right("", "nodes", "delete", null, null),
          new Right("", "pods", "list", null, null),
          new Right("", "pods/eviction", "create", null, null));

  /** What is held and what is not. */
  record Held(Set<Permission> granted, Map<Permission, String> denied) {}

  /**
   * A review that we may not ask counts as a no, and says so.
   *
   * @throws CallFailed when a review was not answered: unknown is never a no, or machines would get
   *     the long-lived CLUSTER_SECRET for a hiccup of the API server
   */
  Held ask() throws CallFailed {
    Set<Permission> granted = EnumSet.noneOf(Permission.class);
    Map<Permission, String> remarks = new EnumMap<>(Permission.class);
    for (Permission permission : Permission.values()) {
      try {
        if (isAllowed(permission)) {
          granted.add(permission);
        } else {
          remarks.put(permission, "");
        }
      } catch (CallFailed e) {
        if (!isNo(e.failure().trouble())) {
          throw e;
        }
        remarks.put(permission, notAsked(e.failure()));
      }
    }
    String user = remarks.isEmpty() ? "" : whoAmI();
    Map<Permission, String> denied = new EnumMap<>(Permission.class);
    remarks.forEach(
        (permission, remark) -> denied.put(permission, remark + yaml(permission, user)));
    return new Held(granted, denied);
  }

  /**
   * Of what nothing works without, what is not held, each as one line of YAML.
   *
   * @throws CallFailed when a review was not answered
   */
  List<String> missing() throws CallFailed {
    List<String> missing = new ArrayList<>();
    for (Right right : REQUIRED) {
      if (!isAllowed(right)) {
        missing.add(right.rule());
      }
    }
    return missing;
  }

  private static boolean isNo(Trouble trouble) {
    return trouble == Trouble.FORBIDDEN || trouble == Trouble.UNSUPPORTED;
  }

  private static String notAsked(Failure failure) {
    return "# Whether this is granted could not be asked (%s).\n".formatted(failure.problem());
  }

  private boolean isAllowed(Permission permission) throws CallFailed {
    for (Right right : rights(permission)) {
      if (!isAllowed(right)) {
        return false;
      }
    }
    return true;
  }

  private boolean isAllowed(Right right) throws CallFailed {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("verb", right.verb());
    attributes.put("group", right.group());
    String[] resource = right.resource().split("/", 2);
    attributes.put("resource", resource[0]);
    if (resource.length > 1) {
      attributes.put("subresource", resource[1]);
    }
    if (right.namespace() != null) {
      attributes.put("namespace", right.namespace());
    }
    if (right.name() != null) {
      attributes.put("name", right.name());
    }
    Wire.AccessReview review =
        api.post(
            AUTHORIZATION + "/selfsubjectaccessreviews",
            Map.of(
                "apiVersion", "authorization.k8s.io/v1",
                "kind", "SelfSubjectAccessReview",
                "spec", Map.of("resourceAttributes", attributes)),
            Wire.AccessReview.class);
    return review.status() != null && Boolean.TRUE.equals(review.status().allowed());
  }

  private List<Right> rights(Permission permission) {
    String own = settings.ownNamespace();
    return switch (permission) {
      case LEASES -> kept("coordination.k8s.io", "leases");
      case CONFIG_MAPS -> kept("", "configmaps");
      case JOIN_TOKENS ->
          List.of(
              new Right("", "secrets", "create", "kube-system", null),
              new Right("", "secrets", "delete", "kube-system", null));
      case EVENTS ->
          Stream.of("default", own)
              .distinct()
              .map(namespace -> new Right("", "events", "create", namespace, null))
              .toList();
    };
  }

  /** A create cannot be granted for one name only. */
  private List<Right> kept(String group, String resource) {
    String own = settings.ownNamespace();
    return List.of(
        new Right(group, resource, "create", own, null),
        new Right(group, resource, "get", own, settings.name()),
        new Right(group, resource, "update", own, settings.name()));
  }

  private String yaml(Permission permission, String user) {
    return new RoleYaml(settings.name(), permission, rights(permission)).text(user);
  }

  private String whoAmI() {
    try {
      Wire.SelfReview review =
          api.post(
              AUTHENTICATION + "/selfsubjectreviews",
              Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "SelfSubjectReview"),
              Wire.SelfReview.class);
      Wire.UserInfo user = review.status() == null ? null : review.status().userInfo();
      return user == null || user.username() == null ? "" : user.username();
    } catch (CallFailed olderThan128) {
      return "";
    }
  }
}
