package io.github.ciautoscaler.shipping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.app.Application;
import io.github.ciautoscaler.sandbox.Sandbox;
import io.github.ciautoscaler.sandbox.kubernetes.Rbac;
import io.github.ciautoscaler.sandbox.wire.AccessLog;
import io.github.ciautoscaler.simulator.World;
import io.kubernetes.client.openapi.models.V1ClusterRole;
import io.kubernetes.client.openapi.models.V1PolicyRule;
import io.kubernetes.client.openapi.models.V1Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The rights in the manifests are those that the service uses over the life of its machines. */
class RbacTest {

  /** Outside a cluster our own namespace is the runners'. */
  private static final String OURS = "gitea-ci-autoscaler";

  private static final String RUNNERS = "gitea-runners";
  private static final long LIMIT_NANOS = Duration.ofSeconds(150).toNanos();

  @Test
  void everyRightIsUsedAndNoOtherIsNeeded() {
    Set<String> granted = new TreeSet<>();
    List<Rbac.Rule> rules = new ArrayList<>();
    for (V1ClusterRole role : Manifests.all(V1ClusterRole.class)) {
      add(role.getRules(), null, rules, granted);
    }
    for (V1Role role : Manifests.all(V1Role.class)) {
      String namespace =
          Objects.requireNonNull(Objects.requireNonNull(role.getMetadata()).getNamespace());
      add(role.getRules(), namespace.equals(OURS) ? RUNNERS : namespace, rules, granted);
    }

    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Application.class)
            .profiles("sandbox")
            .run("--server.port=0", "--autoscaler.sandbox-speed=300")) {
      Sandbox sandbox = context.getBean(Sandbox.class);
      sandbox.permit(new Rbac(rules));

      Set<String> used = new TreeSet<>();
      long began = System.nanoTime();
      while (!used.containsAll(granted) && System.nanoTime() - began < LIMIT_NANOS) {
        sandbox.change(RbacTest::letAPodBeDrained);
        LockSupport.parkNanos(500_000_000);
        sandbox.requests().entries("kubernetes").stream()
            .filter(entry -> entry.status() != 403)
            .map(RbacTest::right)
            .filter(right -> !right.isEmpty())
            .forEach(used::add);
      }

      assertThat(used).containsExactlyInAnyOrderElementsOf(granted);
      assertThat(sandbox.requests().entries("kubernetes"))
          .filteredOn(entry -> entry.status() == 403)
          .isEmpty();
    }
  }

  /** A machine that runs only DaemonSets needs no eviction. */
  private static void letAPodBeDrained(World world) {
    world.cluster().nodes().stream()
        .filter(node -> node.name().startsWith("ci-runner-"))
        .filter(node -> world.cluster().podsOn(node.name()).stream().noneMatch(RbacTest::isGuest))
        .findFirst()
        .ifPresent(node ->
            world
                .cluster()
                .addReplica(node.name(), "guests", "guest", Map.of(), Duration.ofSeconds(5)));
  }

  private static boolean isGuest(io.github.ciautoscaler.simulator.ClusterPod pod) {
    return pod.namespace().equals("guests");
  }

  private static void add(
      @Nullable List<V1PolicyRule> policies,
      @Nullable String namespace,
      List<Rbac.Rule> rules,
      Set<String> granted) {
    for (V1PolicyRule policy : Objects.requireNonNull(policies)) {
      String group = Objects.requireNonNull(policy.getApiGroups()).getFirst();
      for (String resource : Objects.requireNonNull(policy.getResources())) {
        rules.add(new Rbac.Rule(group, resource, policy.getVerbs(), namespace));
        policy.getVerbs().forEach(verb -> granted.add(text(verb, group, resource, namespace)));
      }
    }
  }

  private static String text(
      String verb, String group, String resource, @Nullable String namespace) {
    return verb
        + " "
        + (group.isEmpty() ? resource : group + "/" + resource)
        + (namespace == null ? "" : " in " + namespace);
  }

  /** What a Role would have to grant for this request; empty for what everybody may do. */
  private static String right(AccessLog.Entry entry) {
    List<String> path = new ArrayList<>(List.of(entry.path().substring(1).split("/", -1)));
    boolean core = path.getFirst().equals("api");
    if (!core && !path.getFirst().equals("apis") || path.size() < 3) {
      return "";
    }
    String group = core ? "" : path.get(1);
    if (group.equals("authorization.k8s.io") || group.equals("authentication.k8s.io")) {
      return "";
    }
    List<String> rest = path.subList(core ? 2 : 3, path.size());
    String namespace = null;
    if (rest.size() > 2 && rest.getFirst().equals("namespaces")) {
      namespace = rest.get(1);
      rest = rest.subList(2, rest.size());
    }
    String resource = rest.size() > 2 ? rest.getFirst() + "/" + rest.get(2) : rest.getFirst();
    String verb =
        switch (entry.method()) {
          case "POST" -> "create";
          case "PUT" -> "update";
          case "PATCH" -> "patch";
          case "DELETE" -> "delete";
          default -> rest.size() > 1 ? "get" : "list";
        };
    // Pods are read in all namespaces: a drain empties a whole machine.
    boolean everywhere = resource.startsWith("pods");
    return text(verb, group, resource, everywhere ? null : namespace);
  }
}
