package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.Pod;
import io.github.ciautoscaler.fleet.Reading;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodsTest {

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  @Test
  void runnerPodsAreThoseOfTheNamespaceAndSelector() {
    api.answers("pods-runners.json");

    List<Pod> pods = NodesTest.complete(api.cluster().runnerPods());

    assertThat(pods)
        .extracting(Pod::name, Pod::node, Pod::uid)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "runner-aaaaa", "ci-runner-1b8ebd02", "f4459446-4709-45af-a382-9232546d4355"),
            org.assertj.core.groups.Tuple.tuple(
                "runner-bbbbb", "ci-runner-2c9fce13", "1bf1a317-c2ba-4549-a413-886a3fa3e637"));
    ScriptedApi.Asked asked = api.asked();
    assertThat(asked.path()).isEqualTo("/api/v1/namespaces/gitea-runners/pods");
    assertThat(asked.query()).containsEntry("labelSelector", "app=gitea-actions-runner");
  }

  @Test
  void podsOfANodeComeFromEveryNamespaceAndDaemonSetsAreTold() {
    api.answers("pods-of-node.json");

    List<Pod> pods = NodesTest.complete(api.cluster().podsOn("ci-runner-1b8ebd02"));

    assertThat(pods)
        .filteredOn(Pod::isDrained)
        .extracting(Pod::name)
        .containsExactly("job-1", "runner-aaaaa", "svc-1");
    assertThat(pods)
        .filteredOn(pod -> pod.origin().kind() == Pod.Kind.DAEMON_SET)
        .extracting(Pod::name)
        .containsExactly("ds-1");
    ScriptedApi.Asked asked = api.asked();
    assertThat(asked.path()).isEqualTo("/api/v1/pods");
    assertThat(asked.query()).containsEntry("fieldSelector", "spec.nodeName=ci-runner-1b8ebd02");
  }

  @Test
  void anEvictedPodStaysListedAsTerminatingUntilItsKubeletConfirms() {
    api.answers(200, pods(Recorded.of("pod-terminating.json").body().toString()));

    Pod pod = NodesTest.complete(api.cluster().podsOn("ci-runner-1b8ebd02")).getFirst();

    assertThat(pod.terminating()).isTrue();
    assertThat(pod.isDrained()).isTrue();
    assertThat(pod.finished()).isFalse();
  }

  @Test
  void podsOfADeletedNodeAreStillListedUntilPodGarbageCollection() {
    api.answers("pods-of-deleted-node-remain-until-pod-gc.json");

    assertThat(NodesTest.complete(api.cluster().podsOn("ci-runner-2c9fce13")))
        .extracting(Pod::name, Pod::terminating)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("runner-bbbbb", false));
  }

  @Test
  void mirrorAndFinishedPodsAreTold() {
    api.answers(
        200,
        pods(
            pod("static", "\"annotations\":{\"kubernetes.io/config.mirror\":\"x\"}", "Running"),
            pod("done", "\"labels\":null", "Succeeded"),
            pod("broken", "\"labels\":null", "Failed"),
            pod(
                "job",
                "\"ownerReferences\":[{\"kind\":\"Job\",\"controller\":true},"
                    + "{\"kind\":\"DaemonSet\"}]",
                "Running")));

    List<Pod> pods = NodesTest.complete(api.cluster().podsOn("n"));

    assertThat(pods).extracting(Pod::isMirror).containsExactly(true, false, false, false);
    assertThat(pods).extracting(Pod::finished).containsExactly(false, true, true, false);
    assertThat(pods).extracting(Pod::isDrained).containsExactly(false, false, false, true);
  }

  @ParameterizedTest(name = "{0} tolerates our taint: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"operator":"Exists"}                                              | true
          {"operator":"Exists","effect":"NoSchedule"}                        | true
          {"operator":"Exists","effect":"NoExecute"}                         | false
          {"key":"ci-autoscaler.io/teardown","operator":"Exists"}            | true
          {"key":"ci-autoscaler.io/teardown"}                                | true
          {"key":"ci-autoscaler.io/teardown","value":"x"}                    | false
          {"key":"node.kubernetes.io/unschedulable","operator":"Exists"}     | false
          """)
  void whether_a_pod_minds_our_taint_is_told(String toleration, boolean tolerates) {
    api.answers(
        200,
        pods(
            """
            {"metadata":{"name":"p","namespace":"n","uid":"u",
              "creationTimestamp":"2026-11-23T10:00:00Z",
              "ownerReferences":[{"kind":"Foo","name":"a"},
                {"kind":"ReplicaSet","name":"web-5d4f","controller":true}]},
             "spec":{"nodeName":"n","tolerations":[%s]}}
            """
                .formatted(toleration)));

    assertThat(NodesTest.complete(api.cluster().podsOn("n")).getFirst().origin())
        .isEqualTo(
            new Pod.Origin(
                Pod.Kind.ORDINARY,
                "ReplicaSet web-5d4f",
                Instant.parse("2026-11-23T10:00:00Z"),
                tolerates));
  }

  @Test
  void anUnscheduledPodHasNoNode() {
    api.answers(
        200,
        pods(
            """
            {"metadata":{"name":"p","namespace":"n","uid":"u"},"status":{"phase":"Pending"}}
            """));

    assertThat(NodesTest.complete(api.cluster().runnerPods()).getFirst().node()).isNull();
  }

  @Test
  void aSelectorThatTheServerRefusesIsSaid() {
    api.answers("error-400-bad-field-selector.json");

    assertThat(api.cluster().podsOn("n"))
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> {
              assertThat(failed.trouble()).isEqualTo(Reading.Trouble.GARBLED);
              assertThat(failed.problem()).contains("field label not supported: spec.foo");
            });
  }

  @Test
  void aSelectorWithSetsArrivesAsItWasGiven() {
    api.answers("pods-runners.json");
    String selector = "app in (a, b),tier!=x";

    var ignored =
        new KubernetesCluster(
                api.connection(),
                new KubernetesSettings("r", selector, "ci", "x"),
                java.time.InstantSource.fixed(ScriptedApi.NOW))
            .runnerPods();

    assertThat(ignored).isInstanceOf(Reading.Complete.class);
    assertThat(api.asked().query()).containsEntry("labelSelector", selector);
  }

  static String pods(String... items) {
    return "{\"kind\":\"PodList\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[%s]}"
        .formatted(String.join(",", items));
  }

  private static String pod(String name, String meta, String phase) {
    return """
    {"metadata":{"name":"%s","namespace":"ns","uid":"u-%s",%s},
     "spec":{"nodeName":"n"},"status":{"phase":"%s"}}\
    """
        .formatted(name, name, meta, phase);
  }
}
