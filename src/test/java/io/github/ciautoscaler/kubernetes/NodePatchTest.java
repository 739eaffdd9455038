package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.NodePatch;
import io.github.ciautoscaler.reconcile.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class NodePatchTest {

  private static final String NAME = "ci-runner-1b8ebd02";
  private static final String OURS =
      "{\"key\":\"ci-autoscaler.io/teardown\",\"effect\":\"NoSchedule\"}";
  private static final String NOT_READY =
      "{\"key\":\"node.kubernetes.io/not-ready\",\"effect\":\"NoSchedule\"}";
  private static final String TIMED =
      "{\"key\":\"a\",\"value\":\"b\",\"effect\":\"NoExecute\",\"timeAdded\":\"2026-11-22T12:00:00Z\"}";

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  @Test
  void cordonAndAnnotationsAreOnePatch() {
    api.answers("node-cordon.json");

    Outcome outcome =
        api.cluster()
            .patch(
                NAME,
                NodePatch.annotate("ci-autoscaler.io/removal-stage", "disabled")
                    .label("pool", "default")
                    .cordon(true, null));

    assertThat(outcome).isEqualTo(new Outcome.Done());
    ScriptedApi.Asked asked = api.asked();
    assertThat(asked.method()).isEqualTo("PATCH");
    assertThat(asked.path()).isEqualTo("/api/v1/nodes/" + NAME);
    assertThat(asked.contentType()).isEqualTo("application/merge-patch+json");
    assertThat(asked.body())
        .isEqualTo(
            json(
                """
                {"metadata":{"labels":{"pool":"default"},
                  "annotations":{"ci-autoscaler.io/removal-stage":"disabled"}},
                 "spec":{"unschedulable":true}}
                """));
    assertThat(api.requestCount()).isEqualTo(1);
  }

  @Test
  void anAnnotationIsRemovedByANull() {
    Recorded recorded = Recorded.of("node-annotation-remove.json");
    api.answers("node-annotation-remove.json");

    api.cluster().patch(NAME, NodePatch.annotate("ci-autoscaler.io/removal-stage", null));

    ScriptedApi.Asked asked = api.asked();
    assertThat(asked.path()).isEqualTo(recorded.path());
    assertThat(asked.contentType()).isEqualTo(recorded.contentType());
    assertThat(asked.body()).isEqualTo(recorded.requestBody());
  }

  @Test
  void ourTaintIsAddedToAFreshlyReadListOnTopOfItsVersion() {
    api.answers(200, nodeWith("41", NOT_READY, TIMED)).answers("node-cordon.json");

    Outcome outcome = api.cluster().patch(NAME, NodePatch.NOTHING.cordon(true, true));

    assertThat(outcome).isEqualTo(new Outcome.Done());
    ScriptedApi.Asked look = api.asked();
    assertThat(look.method()).isEqualTo("GET");
    assertThat(look.path()).isEqualTo("/api/v1/nodes");
    assertThat(look.query()).containsEntry("fieldSelector", "metadata.name=" + NAME);
    assertThat(api.asked().body())
        .isEqualTo(
            json(
                """
                {"metadata":{"resourceVersion":"41"},
                 "spec":{"unschedulable":true,"taints":[%s,%s,%s]}}
                """
                    .formatted(NOT_READY, TIMED, OURS)));
  }

  @Test
  void onlyOurTaintIsTakenAway() {
    api.answers(200, nodeWith("42", OURS, TIMED)).answers("node-cordon.json");

    api.cluster().patch(NAME, NodePatch.NOTHING.cordon(null, false));

    api.asked();
    assertThat(api.asked().body())
        .isEqualTo(
            json(
                "{\"metadata\":{\"resourceVersion\":\"42\"},\"spec\":{\"taints\":[%s]}}"
                    .formatted(TIMED)));
  }

  @Test
  void aTaintThatIsAsWantedIsNotWritten() {
    api.answers(200, nodeWith("43", OURS));

    assertThat(api.cluster().patch(NAME, NodePatch.NOTHING.cordon(null, true)))
        .isEqualTo(new Outcome.Done());
    assertThat(api.requestCount()).isEqualTo(1);
  }

  @Test
  void aLostRaceForTheTaintsIsTriedOnceMoreOnTheNewVersion() {
    api.answers(200, nodeWith("1", NOT_READY))
        .answers("node-cordon-stale-version.json")
        .answers(200, nodeWith("44", TIMED))
        .answers("node-cordon.json");

    assertThat(api.cluster().patch(NAME, NodePatch.NOTHING.cordon(true, true)))
        .isEqualTo(new Outcome.Done());

    api.asked();
    assertThat(api.asked().body().at("/metadata/resourceVersion").asString()).isEqualTo("1");
    api.asked();
    assertThat(api.asked().body())
        .isEqualTo(
            json(
                """
                {"metadata":{"resourceVersion":"44"},
                 "spec":{"unschedulable":true,"taints":[%s,%s]}}
                """
                    .formatted(TIMED, OURS)));
  }

  @Test
  void aRaceLostTwiceIsTransient() {
    api.answers(200, nodeWith("1", NOT_READY))
        .answers("node-cordon-stale-version.json")
        .answers(200, nodeWith("2", NOT_READY))
        .answers("node-cordon-stale-version.json");

    assertThat(api.cluster().patch(NAME, NodePatch.NOTHING.cordon(true, true)))
        .isInstanceOfSatisfying(
            Outcome.Transient.class,
            lost -> assertThat(lost.message()).contains("409", "has been modified"));
    assertThat(api.requestCount()).isEqualTo(4);
  }

  @Test
  void aNodeThatIsGoneIsMissing() {
    api.answers("node-delete-404.json").answers(200, nodeList());

    assertThat(api.cluster().patch(NAME, NodePatch.annotate("a", "b")))
        .isInstanceOf(Outcome.Missing.class);
    assertThat(api.cluster().patch(NAME, NodePatch.NOTHING.cordon(null, true)))
        .isInstanceOf(Outcome.Missing.class);
  }

  @Test
  void aForbiddenPatchNamesTheRuleThatIsMissing() {
    api.answers("error-403-no-rbac.json");

    assertThat(api.cluster().patch(NAME, NodePatch.annotate("a", "b")))
        .isInstanceOfSatisfying(
            Outcome.Forbidden.class,
            forbidden ->
                assertThat(forbidden.message())
                    .contains(
                        "missing: {apiGroups: [\"\"], resources: [nodes], verbs: [patch]} in a"
                            + " ClusterRole"));
  }

  @Test
  void nothingToPatchIsNoRequest() {
    assertThat(api.cluster().patch(NAME, NodePatch.NOTHING)).isEqualTo(new Outcome.Done());
    assertThat(api.requestCount()).isZero();
  }

  @Test
  void aNodeIsDeletedByItsUidAndInTheBackground() {
    api.answers("node-delete.json");

    assertThat(api.cluster().deleteNode(NAME, "fb66de87")).isEqualTo(new Outcome.Done());

    ScriptedApi.Asked asked = api.asked();
    assertThat(asked.method()).isEqualTo("DELETE");
    assertThat(asked.path()).isEqualTo("/api/v1/nodes/" + NAME);
    assertThat(asked.body())
        .isEqualTo(
            json(
                """
                {"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Background",
                 "preconditions":{"uid":"fb66de87"}}
                """));
  }

  @Test
  void deletingANodeTwiceIsDone() {
    api.answers("node-delete-404.json");

    assertThat(api.cluster().deleteNode("ci-runner-2c9fce13", "u")).isEqualTo(new Outcome.Gone());
  }

  @Test
  void aNodeWithAnotherUidIsNotDeleted() {
    api.answers(
        409,
        """
        {"kind":"Status","reason":"Conflict","code":409,"message":"Operation cannot be fulfilled on \
        nodes \\"x\\": Precondition failed: UID in precondition: u, UID in object meta: v"}
        """);

    assertThat(api.cluster().deleteNode(NAME, "u")).isInstanceOf(Outcome.Refused.class);
  }

  private static JsonNode json(String text) {
    return Recorded.JSON.readTree(text);
  }

  private static String nodeList(String... items) {
    return NodesTest.list("\"resourceVersion\":\"9\"", items);
  }

  private static String nodeWith(String version, String... taints) {
    return nodeList(
        """
        {"metadata":{"name":"%s","uid":"u","resourceVersion":"%s",
          "creationTimestamp":"2026-11-22T12:15:12Z"},"spec":{"taints":[%s]}}\
        """
            .formatted(NAME, version, String.join(",", taints)));
  }
}
