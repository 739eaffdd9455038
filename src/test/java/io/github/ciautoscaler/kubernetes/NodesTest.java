package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Node;
import io.github.ciautoscaler.fleet.Reading;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NodesTest {

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  @Test
  void allPagesAreReadWithTheirContinueToken() {
    api.answers("nodes-page-1-of-2.json", "nodes-page-2-of-2.json");

    assertThat(names(complete(api.cluster().nodes())))
        .containsExactly("ci-runner-1b8ebd02", "ci-runner-2c9fce13", "cp-1");

    ScriptedApi.Asked first = api.asked();
    assertThat(first.method()).isEqualTo("GET");
    assertThat(first.path()).isEqualTo("/api/v1/nodes");
    assertThat(first.query()).containsOnlyKeys("limit").containsEntry("limit", "500");
    assertThat(api.asked().query())
        .containsEntry(
            "continue",
            Recorded.of("nodes-page-1-of-2.json").body().at("/metadata/continue").asString());
  }

  @Test
  void aNodeIsMappedWithEverythingThatAPassNeeds() {
    api.answers("nodes-managed.json");

    Node node = complete(api.cluster().nodes()).getFirst();

    assertThat(node)
        .isEqualTo(
            new Node(
                new Node.Meta(
                    "ci-runner-1b8ebd02",
                    "fb66de87-bd34-48f5-bcd5-bd0d3579e5f7",
                    Instant.parse("2026-11-22T12:15:12Z"),
                    java.util.Map.of(
                        "kubernetes.io/arch", "amd64",
                        "kubernetes.io/hostname", "ci-runner-1b8ebd02",
                        "managed-by", "gitea-ci-autoscaler",
                        "node-role", "ci-runner"),
                    java.util.Map.of()),
                new Node.Readiness(Node.Ready.TRUE, Instant.parse("2026-11-22T12:00:00Z")),
                new Node.Scheduling(
                    false,
                    List.of(new Node.Taint("node.kubernetes.io/not-ready", null, "NoSchedule"))),
                new Node.Addresses(List.of("10.0.0.1"), List.of(), "hcloud://117748834")));
  }

  @Test
  void aNodeThatNeverReportedHasNoReadiness() {
    api.answers("nodes-managed.json");

    Node fresh = complete(api.cluster().nodes()).get(1);

    assertThat(fresh.ready()).isEqualTo(Node.Ready.ABSENT);
    assertThat(fresh.readySince()).isNull();
    assertThat(fresh.addresses().internal()).isEmpty();
  }

  @Test
  void readinessTellsSilentFromNeverHeardOf() {
    api.answers(
        200,
        list(
            "\"resourceVersion\":\"1\"",
            node(
                "a",
                "{\"type\":\"Ready\",\"status\":\"Unknown\",\"reason\":\"NodeStatusUnknown\"}"),
            node(
                "b",
                "{\"type\":\"Ready\",\"status\":\"Unknown\",\"reason\":\"NodeStatusNeverUpdated\"}"),
            node("c", "{\"type\":\"Ready\",\"status\":\"False\"}"),
            node("d", "{\"type\":\"DiskPressure\",\"status\":\"True\"}")));

    assertThat(complete(api.cluster().nodes()))
        .extracting(Node::ready)
        .containsExactly(
            Node.Ready.UNKNOWN, Node.Ready.ABSENT, Node.Ready.FALSE, Node.Ready.ABSENT);
  }

  @Test
  void whatKeepsANodeFromBeingReadyIsReadOnOneLineAndNoLonger() {
    String message = "container runtime network not ready:\\n  cni plugin not initialized";
    String ready = "{\"type\":\"Ready\",\"status\":\"%s\",\"message\":\"%s\"}";
    api.answers(
        200,
        list(
            "\"resourceVersion\":\"1\"",
            node("a", ready.formatted("False", message)),
            node("b", ready.formatted("False", "x".repeat(2_000))),
            node("c", ready.formatted("True", "kubelet is posting ready status"))));

    assertThat(complete(api.cluster().nodes()))
        .extracting(Node::whyNotReady)
        .containsExactly(
            "container runtime network not ready: cni plugin not initialized",
            "x".repeat(300) + "...",
            "");
  }

  @Test
  void theControlPlaneIsFoundAmongAllNodes() {
    api.answers("nodes-control-plane.json");

    Node node = complete(api.cluster().nodes()).getFirst();

    assertThat(node.isControlPlane()).isTrue();
    assertThat(node.addresses().internal()).containsExactly("10.0.0.1");
  }

  @Test
  void theReadIsNeverServedFromAStaleCache() {
    api.answers("nodes-resource-version-0.json");

    complete(api.cluster().nodes());

    assertThat(api.asked().query()).doesNotContainKey("resourceVersion");
  }

  @Test
  void anExpiredContinueTokenStartsTheListAgain() {
    api.answers("nodes-page-1-of-2.json")
        .answers(410, "{\"kind\":\"Status\",\"reason\":\"Expired\",\"code\":410}")
        .answers("nodes-page-1-of-2.json", "nodes-page-2-of-2.json");

    assertThat(complete(api.cluster().nodes())).hasSize(3);
    api.asked();
    api.asked();
    assertThat(api.asked().query()).doesNotContainKey("continue");
  }

  @Test
  void anEmptyPageOfAnotherSnapshotIsNoEndOfTheList() {
    api.answers("nodes-page-1-of-2.json", "nodes-continue-expired.json")
        .answers("nodes-page-1-of-2.json", "nodes-page-2-of-2.json");

    assertThat(complete(api.cluster().nodes())).hasSize(3);
  }

  @Test
  void aListThatKeepsMovingIsPartial() {
    for (int i = 0; i < 3; i++) {
      api.answers("nodes-page-1-of-2.json", "nodes-continue-expired.json");
    }

    Reading<List<Node>> reading = api.cluster().nodes();

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Partial.class, partial -> assertThat((List<?>) partial.value()).hasSize(2));
  }

  @Test
  void fewerNodesThanTheFirstPagePromisedAreNotAll() {
    for (int i = 0; i < 3; i++) {
      api.answers(200, list("\"resourceVersion\":\"7\",\"remainingItemCount\":2", node("a", "{}")));
    }

    assertThat(api.cluster().nodes()).isInstanceOf(Reading.Partial.class);
  }

  @Test
  void aFailedSecondPageKeepsTheFirstAsPartial() {
    api.answers("nodes-page-1-of-2.json").answers(503, "{}");

    assertThat(api.cluster().nodes())
        .isInstanceOfSatisfying(
            Reading.Partial.class,
            partial -> {
              assertThat((List<?>) partial.value()).hasSize(2);
              assertThat(partial.problem()).contains("503");
              assertThat(partial.takenAt()).isEqualTo(ScriptedApi.NOW);
            });
  }

  @Test
  void fieldsThatWeDoNotKnowNeverMatter() {
    api.answers(
        200,
        """
        {"kind":"NodeList","apiVersion":"v1","shardInfo":{"x":[1]},
         "metadata":{"resourceVersion":"9","future":true},
         "items":[{"metadata":{"name":"n","uid":"u","creationTimestamp":"2026-11-22T12:15:12Z",
           "managedFields":[{"manager":"k3s"}]},
           "spec":{"podCIDRs":["10.42.0.0/24"],"futureField":{}},
           "status":{"images":[{"names":null,"sizeBytes":1}],"nodeInfo":{"swap":{"capacity":1}}}}]}
        """);

    assertThat(names(complete(api.cluster().nodes()))).containsExactly("n");
  }

  @Test
  void aNullListOfNodesIsAnEmptyOne() {
    api.answers(
        200, "{\"kind\":\"NodeList\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":null}");

    assertThat(complete(api.cluster().nodes())).isEmpty();
  }

  @Test
  void anAnswerThatIsNoListIsNotAnEmptyList() {
    api.answers(200, "{}");

    assertThat(api.cluster().nodes())
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> assertThat(failed.trouble()).isEqualTo(Reading.Trouble.GARBLED));
  }

  @Test
  void aBookmarkIsNoNode() {
    String bookmark =
        Recorded.of("nodes-watch.json").exchange().at("/response/lines/2/object").toString();
    String deleted =
        Recorded.of("nodes-watch.json").exchange().at("/response/lines/1/object").toString();
    api.answers(200, list("\"resourceVersion\":\"284\"", deleted))
        .answers(200, list("\"resourceVersion\":\"284\"", bookmark));

    assertThat(complete(api.cluster().nodes()).getFirst().scheduling().unschedulable()).isTrue();
    assertThat(api.cluster().nodes()).isInstanceOf(Reading.Failed.class);
  }

  static <T> T complete(Reading<T> reading) {
    assertThat(reading).isInstanceOf(Reading.Complete.class);
    assertThat(reading.takenAt()).isEqualTo(ScriptedApi.NOW);
    return ((Reading.Complete<T>) reading).value();
  }

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(Node::name).toList();
  }

  static String list(String metadata, String... items) {
    return "{\"kind\":\"NodeList\",\"metadata\":{%s},\"items\":[%s]}"
        .formatted(metadata, String.join(",", items));
  }

  private static String node(String name, String condition) {
    return """
    {"metadata":{"name":"%s","uid":"u-%s","creationTimestamp":"2026-11-22T12:15:12Z"},
     "status":{"conditions":[%s]}}\
    """
        .formatted(name, name, condition);
  }
}
