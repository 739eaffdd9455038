package io.github.ciautoscaler.kubernetes;

import io.github.ciautoscaler.fleet.ClusterInfo.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Role, with its binding, that grants one permission; ready for {@code kubectl apply -f -}. */
record RoleYaml(String name, Permission permission, List<Right> rights) {

  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

  /**
   * @param user who we are to the API server; empty where it does not say
   */
  String text(String user) {
    Map<String, List<Right>> byNamespace =
        rights.stream()
            .collect(
                Collectors.groupingBy(
                    right -> Objects.requireNonNull(right.namespace()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    return byNamespace.entrySet().stream()
        .map(entry -> role(entry.getKey(), entry.getValue()) + binding(entry.getKey(), user))
        .collect(Collectors.joining("---\n"));
  }

  private String roleName() {
    return name + "-" + permission.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String header(String kind, String namespace) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: %s
    metadata:
      name: %s
      namespace: %s
    """
        .formatted(kind, roleName(), namespace);
  }

  private String role(String namespace, List<Right> there) {
    Map<Rule, List<Right>> rules =
        there.stream()
            .collect(Collectors.groupingBy(Rule::of, LinkedHashMap::new, Collectors.toList()));
    return header("Role", namespace)
        + "rules:\n"
        + rules.entrySet().stream()
            .map(entry -> entry.getKey().text(entry.getValue()))
            .collect(Collectors.joining());
  }

  /** Rights that differ in the verb alone are one rule. */
  private record Rule(String group, String resource, @Nullable String name) {
    static Rule of(Right right) {
      return new Rule(right.group(), right.resource(), right.name());
    }

    String text(List<Right> rights) {
      String verbs = rights.stream().map(Right::verb).collect(Collectors.joining(", "));
      return "- apiGroups: [\"%s\"]\n  resources: [%s]\n".formatted(group, resource)
          + (name == null ? "" : "  resourceNames: [%s]\n".formatted(name))
          + "  verbs: [%s]\n".formatted(verbs);
    }
  }

  private String binding(String namespace, String user) {
    if (user.isEmpty()) {
      return "# Bind it to the autoscaler's ServiceAccount with a RoleBinding.\n";
    }
    return "---\n"
        + header("RoleBinding", namespace)
        + """
        roleRef:
          apiGroup: rbac.authorization.k8s.io
          kind: Role
          name: %s
        subjects:
        %s\
        """
            .formatted(roleName(), subject(user));
  }

  private static String subject(String user) {
    String[] account = user.substring(user.lastIndexOf(SERVICE_ACCOUNT) + 1).split(":", -1);
    return user.startsWith(SERVICE_ACCOUNT) && account.length == 4
        ? "- kind: ServiceAccount\n  name: %s\n  namespace: %s\n".formatted(account[3], account[2])
        : "- apiGroup: rbac.authorization.k8s.io\n  kind: User\n  name: \"%s\"\n".formatted(user);
  }
}
