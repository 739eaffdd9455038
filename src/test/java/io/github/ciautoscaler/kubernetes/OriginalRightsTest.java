package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.reconcile.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An owner of the original granted no more than this; everything but the extras must live with it.
 */
class OriginalRightsTest {

  /** Nodes list, patch, delete; pods list; evictions create; and what every user may ask. */
  private static final List<Pattern> GRANTED =
      List.of(
          Pattern.compile("GET /api/v1/nodes"),
          Pattern.compile("(PATCH|DELETE) /api/v1/nodes/[^/]+"),
          Pattern.compile("GET /api/v1/pods"),
          Pattern.compile("GET /api/v1/namespaces/gitea-runners/pods"),
          Pattern.compile("POST /api/v1/namespaces/[^/]+/pods/[^/]+/eviction"),
          Pattern.compile("GET /(version|cacerts)"),
          Pattern.compile("POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews"),
          Pattern.compile("POST /apis/authentication.k8s.io/v1/selfsubjectreviews"));

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  private final List<String> requests = new CopyOnWriteArrayList<>();

  @BeforeEach
  void keepWhatIsAsked() {
    api.server()
        .setDispatcher(
            new Dispatcher() {
              @Override
              public MockResponse dispatch(RecordedRequest request) {
                String path = request.getUrl().encodedPath();
                requests.add(request.getMethod() + " " + path);
                return switch (path) {
                  case "/version" -> Recorded.of("version.json").response();
                  case "/api/v1/nodes" -> Recorded.of("nodes-managed.json").response();
                  default ->
                      path.endsWith("/pods")
                          ? Recorded.of("pods-of-node.json").response()
                          : Recorded.of("selfsubjectaccessreview.json").response();
                };
              }
            });
  }

  @Test
  void everyCallOfAPassStaysWithinTheOriginalsRights() {
    Cluster cluster = api.cluster();

    NodesTest.complete(cluster.describe());
    NodesTest.complete(cluster.nodes());
    NodesTest.complete(cluster.runnerPods());
    NodesTest.complete(cluster.podsOn("ci-runner-1b8ebd02"));
    assertThat(cluster.patch("ci-runner-1b8ebd02", NodePatch.annotate("a", null)).succeeded())
        .isTrue();
    assertThat(
            cluster.patch("ci-runner-1b8ebd02", NodePatch.NOTHING.cordon(true, true)).succeeded())
        .isTrue();
    assertThat(cluster.deleteNode("ci-runner-1b8ebd02", "u").succeeded()).isTrue();
    assertThat(cluster.evict("kube-system", "coredns-1", "u").succeeded()).isTrue();

    assertThat(requests).hasSizeGreaterThan(9).allMatch(OriginalRightsTest::isGranted);
  }

  @Test
  void onlyTheExtrasAskForMore() {
    Cluster cluster = api.cluster();
    List<String> beyond = new ArrayList<>();

    cluster.createJoinToken("abcdef", new Secret("x"), "ci-runner-1b8ebd02", ScriptedApi.NOW);
    cluster.deleteJoinToken("abcdef");
    cluster.publish(new Cluster.Event("n", false, "Idle", "x", ScriptedApi.NOW));
    requests.stream().filter(request -> !isGranted(request)).forEach(beyond::add);

    assertThat(beyond)
        .containsExactly(
            "POST /api/v1/namespaces/kube-system/secrets",
            "DELETE /api/v1/namespaces/kube-system/secrets/bootstrap-token-abcdef",
            "POST /api/v1/namespaces/default/events");
  }

  private static boolean isGranted(String request) {
    return GRANTED.stream().anyMatch(pattern -> pattern.matcher(request).matches());
  }
}
