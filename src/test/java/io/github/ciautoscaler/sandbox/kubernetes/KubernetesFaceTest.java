package io.github.ciautoscaler.sandbox.kubernetes;

import static io.github.ciautoscaler.sandbox.wire.Asking.body;
import static io.github.ciautoscaler.sandbox.wire.Asking.fields;
import static io.github.ciautoscaler.sandbox.wire.Asking.recorded;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.sandbox.wire.Asking;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.simulator.Budgets.Budget;
import io.github.ciautoscaler.simulator.World;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class KubernetesFaceTest {

  private static final String MACHINE = FaceScene.MACHINE;
  private static final String NODE = "/api/v1/nodes/" + MACHINE;
  private static final String MERGE = "application/merge-patch+json";
  private static final String LEASES =
      "/apis/coordination.k8s.io/v1/namespaces/gitea-runners/leases";

  private final World world = new World(WorldSettings.standard(1));
  private final KubernetesFace face =
      new KubernetesFace(
          world.cluster(), FaceScene.turns(world), "token", "v1.34.2+k3s1", "PEM\n", 1);
  private final Asking cluster = new Asking(face, "token");

  private String podName() {
    return body(cluster.get("/api/v1/namespaces/gitea-runners/pods"))
        .at("/items/0/metadata/name")
        .asString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evict-404.json",
        "pod-after-evict-grace-0.json",
        "error-400-bad-field-selector.json",
        "lease-bad-time-format.json"
      })
  void words_its_errors_as_a_real_api_server_does(String file) {
    if (file.startsWith("lease")) {
      cluster.ask("POST", LEASES, "{\"metadata\": {\"name\": \"gitea-ci-autoscaler\"}}");
    }
    same(file, cluster);
  }

  @Test
  void tells_a_bad_token_from_a_missing_one_and_from_missing_rights() {
    same("error-401-bad-token.json", cluster.as("guess"));
    same("error-403-anonymous.json", cluster.as(""));
    face.permit(Rbac.NOTHING);
    Response forbidden = cluster.get("/api/v1/nodes");
    assertThat(body(forbidden).path("message").asString())
        .isEqualTo(
            "nodes is forbidden: User \"system:serviceaccount:ci:gitea-ci-autoscaler\" cannot list"
                + " resource \"nodes\" in API group \"\" at the cluster scope");
  }

  private static void same(String file, Asking asking) {
    JsonNode recording = recorded("kubernetes-1.36/" + file);
    Response answer = asking.repeat(recording);
    assertThat(answer.status()).isEqualTo(recording.at("/response/status").asInt());
    assertThat(body(answer)).isEqualTo(recording.at("/response/body"));
  }

  @Test
  void grants_what_the_originals_rbac_grants_and_nothing_else() {
    FaceScene.join(world);
    face.permit(Rbac.ORIGINAL);
    assertThat(cluster.get("/api/v1/nodes").status()).isEqualTo(200);
    assertThat(cluster.get(NODE).status()).isEqualTo(403);
    assertThat(cluster.get("/api/v1/pods").status()).isEqualTo(200);
    assertThat(cluster.ask("POST", LEASES, "{}").status()).isEqualTo(403);
    assertThat(cluster.get("/version").status()).isEqualTo(200);
    assertThat(review("patch", "nodes")).isTrue();
    assertThat(review("create", "secrets")).isFalse();
  }

  private boolean review(String verb, String resource) {
    String asked =
        """
        {"spec": {"resourceAttributes": {"verb": "%s", "resource": "%s"}}}
        """
            .formatted(verb, resource);
    Response answer =
        cluster.ask("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", asked);
    assertThat(answer.status()).isEqualTo(201);
    return body(answer).at("/status/allowed").asBoolean();
  }

  @Test
  void writes_nodes_and_pods_with_what_a_real_one_has_for_us() {
    FaceScene.join(world);
    JsonNode node = body(cluster.get(NODE));
    JsonNode real = recorded("kubernetes-1.36/node-cordon.json").at("/response/body");
    assertThat(fields(node)).isEqualTo(fields(real));
    // The recorded one had no kubelet, which says what pods may have.
    assertThat(fields(node.path("status")))
        .containsAll(fields(real.path("status")))
        .hasSize(fields(real.path("status")).size() + 1);
    assertThat(node.at("/status/allocatable/cpu").asString()).matches("\\d+m");
    assertThat(fields(node.at("/status/nodeInfo"))).isEqualTo(fields(real.at("/status/nodeInfo")));
    assertThat(node.at("/status/conditions/0/status").asString()).isEqualTo("True");
    assertThat(node.at("/metadata/labels/node-role").asString()).isEqualTo("ci-runner");
    JsonNode pods = body(cluster.get("/api/v1/pods?fieldSelector=spec.nodeName%3D" + MACHINE));
    assertThat(pods.path("kind").asString()).isEqualTo("PodList");
    assertThat(pods.path("items").size()).isEqualTo(2);
    assertThat(fields(pods.at("/items/0"))).containsExactly("metadata", "spec", "status");
    assertThat(pods.at("/items/0/metadata/ownerReferences/0/kind").asString())
        .isEqualTo("DaemonSet");
  }

  @Test
  void pages_with_limit_and_continue() {
    FaceScene.join(world);
    JsonNode first = body(cluster.get("/api/v1/nodes?limit=1"));
    assertThat(first.at("/metadata/remainingItemCount").asInt()).isEqualTo(1);
    String next = first.at("/metadata/continue").asString();
    JsonNode last = body(cluster.get("/api/v1/nodes?limit=1&continue=" + next));
    assertThat(last.at("/metadata").has("continue")).isFalse();
    assertThat(first.at("/items/0/metadata/name").asString()).isEqualTo(MACHINE);
    assertThat(last.at("/items/0/metadata/name").asString()).isEqualTo("control-plane-1");
    assertThat(cluster.get("/api/v1/nodes?continue=nonsense!").status()).isEqualTo(400);
  }

  @Test
  void all_portions_of_a_list_are_of_one_moment() {
    FaceScene.join(world);
    JsonNode first = body(cluster.get("/api/v1/nodes?limit=1"));
    cluster.ask(
        "PATCH", "/api/v1/nodes/control-plane-1", "{\"spec\":{\"unschedulable\":true}}", MERGE);
    String next = first.at("/metadata/continue").asString();
    JsonNode last = body(cluster.get("/api/v1/nodes?limit=1&continue=" + next));
    assertThat(last.at("/metadata/resourceVersion"))
        .isEqualTo(first.at("/metadata/resourceVersion"));
    assertThat(last.at("/items/0/spec").has("unschedulable")).isFalse();
    String unknown =
        Base64.getUrlEncoder().encodeToString("{\"rv\":1,\"start\":\"a\"}".getBytes(UTF_8));
    assertThat(cluster.get("/api/v1/nodes?continue=" + unknown).status()).isEqualTo(410);
  }

  @Test
  void patches_in_three_ways_and_refuses_an_old_version() {
    FaceScene.join(world);
    String stage = "ci-autoscaler.io/removal-stage";
    String body =
        "{\"spec\":{\"unschedulable\":true},\"metadata\":{\"annotations\":{\"%s\":\"x\"}}}";
    JsonNode cordoned =
        body(
            cluster.ask(
                "PATCH", NODE, body.formatted(stage), "application/strategic-merge-patch+json"));
    assertThat(cordoned.at("/spec/unschedulable").asBoolean()).isTrue();
    assertThat(cordoned.path("metadata").path("annotations").path(stage).asString()).isEqualTo("x");
    String remove = "{\"metadata\":{\"annotations\":{\"" + stage + "\":null}}}";
    assertThat(body(cluster.ask("PATCH", NODE, remove, MERGE)).path("metadata").has("annotations"))
        .isFalse();
    String json = "[{\"op\":\"add\",\"path\":\"/metadata/labels/pool\",\"value\":\"arm\"}]";
    assertThat(
            body(cluster.ask("PATCH", NODE, json, "application/json-patch+json"))
                .at("/metadata/labels/pool")
                .asString())
        .isEqualTo("arm");
    same("node-cordon-stale-version.json", cluster);
    assertThat(cluster.ask("PATCH", NODE, "{}", "application/apply-patch+yaml").status())
        .isEqualTo(415);
  }

  @Test
  void gives_a_new_version_to_what_changed_and_to_nothing_else() {
    FaceScene.join(world);
    String before = version(body(cluster.get(NODE)));
    String other = version(body(cluster.get("/api/v1/nodes/control-plane-1")));
    assertThat(version(body(cluster.get(NODE)))).isEqualTo(before);
    cluster.ask("PATCH", NODE, "{\"spec\":{\"unschedulable\":true}}", MERGE);
    assertThat(version(body(cluster.get(NODE)))).isNotEqualTo(before);
    assertThat(version(body(cluster.get("/api/v1/nodes/control-plane-1")))).isEqualTo(other);
  }

  private static String version(JsonNode object) {
    return object.at("/metadata/resourceVersion").asString();
  }

  @Test
  void deletes_a_node_only_where_the_preconditions_hold() {
    FaceScene.join(world);
    String wrong = "{\"preconditions\":{\"uid\":\"other\"}}";
    assertThat(cluster.ask("DELETE", NODE, wrong).status()).isEqualTo(409);
    String uid = body(cluster.get(NODE)).at("/metadata/uid").asString();
    Response deleted = cluster.ask("DELETE", NODE, "{\"preconditions\":{\"uid\":\"" + uid + "\"}}");
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(body(deleted).at("/details/uid").asString()).isEqualTo(uid);
    assertThat(cluster.ask("DELETE", NODE, "").status()).isEqualTo(404);
  }

  @Test
  void evicts_unless_a_budget_forbids_it() {
    FaceScene.join(world);
    String pod = podName();
    String path = "/api/v1/namespaces/gitea-runners/pods/" + pod;
    Map<String, String> selector = Map.of("app", "gitea-actions-runner");
    world.cluster().budgets().put(new Budget("gitea-runners", "web", selector, false));
    JsonNode refused = body(cluster.ask("POST", path + "/eviction", "{}"));
    assertThat(refused)
        .isEqualTo(recorded("kubernetes-1.36/evict-429-budget.json").at("/response/body"));
    world.cluster().budgets().put(new Budget("gitea-runners", "api", selector, false));
    assertThat(cluster.ask("POST", path + "/eviction", "{}").status()).isEqualTo(500);
    world.cluster().budgets().remove("gitea-runners", "web");
    world.cluster().budgets().remove("gitea-runners", "api");
    String other = "{\"deleteOptions\":{\"preconditions\":{\"uid\":\"other\"}}}";
    assertThat(cluster.ask("POST", path + "/eviction", other).status()).isEqualTo(409);
    Response evicted = cluster.ask("POST", path + "/eviction", "{}");
    assertThat(body(evicted))
        .isEqualTo(recorded("kubernetes-1.36/evict-ok-grace-30.json").at("/response/body"));
    assertThat(body(cluster.get(path)).path("metadata").has("deletionTimestamp")).isTrue();
    assertThat(cluster.ask("POST", path + "/eviction", "{}").status()).isEqualTo(201);
    world.advance(Duration.ofMinutes(2));
    assertThat(cluster.get(path).status()).isEqualTo(404);
  }

  @Test
  void keeps_leases_by_version() {
    JsonNode create = recorded("kubernetes-1.36/lease-create.json");
    JsonNode created = body(cluster.repeat(create));
    assertThat(fields(created)).isEqualTo(fields(create.at("/response/body")));
    same("lease-create-409.json", cluster);
    String path = LEASES + "/gitea-ci-autoscaler";
    assertThat(cluster.ask("PUT", path, created.toString()).status()).isEqualTo(200);
    String changed = created.toString().replace("pod-a", "pod-b");
    Response renewed = cluster.ask("PUT", path, changed);
    assertThat(renewed.status()).isEqualTo(200);
    Response stale = cluster.ask("PUT", path, created.toString());
    assertThat(body(stale))
        .isEqualTo(recorded("kubernetes-1.36/lease-renew-409-stale.json").at("/response/body"));
  }

  @Test
  void takes_a_bootstrap_token_that_lets_machines_join_and_expires() {
    String path = "/api/v1/namespaces/kube-system/secrets";
    JsonNode recording = recorded("kubernetes-1.36/bootstrap-token-secret.json");
    String expires = world.now().plus(Duration.ofMinutes(20)).toString();
    String wanted =
        recording.at("/request/body").toString().replace("2026-11-22T13:00:00Z", expires);
    JsonNode made = body(cluster.ask("POST", path, wanted));
    assertThat(fields(made)).isEqualTo(fields(recording.at("/response/body")));
    assertThat(made.at("/data/token-id").asString()).isEqualTo("YWJjZGVm");
    assertThat(cluster.ask("POST", path, wanted).status()).isEqualTo(409);
    assertThat(world.cluster().joinTokens().all()).hasSize(1);
    world.advance(Duration.ofMinutes(21));
    assertThat(cluster.get(path + "/bootstrap-token-abcdef").status()).isEqualTo(404);
  }

  @Test
  void names_events_itself_where_only_a_prefix_is_given() {
    JsonNode event = body(cluster.repeat(recorded("kubernetes-1.36/event-create.json")));
    assertThat(event.at("/metadata/name").asString()).matches("ci-runner-1b8ebd02\\.[a-z0-9]{5}");
  }
}
