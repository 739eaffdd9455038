package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.reconcile.Cluster;
import io.github.ciautoscaler.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class EventsTest {

  private static final String NODE = "ci-runner-1b8ebd02";

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  @Test
  void anEventAboutANodeIsInTheDefaultNamespace() {
    Recorded recorded = Recorded.of("event-create.json");
    api.answers("event-create.json");

    assertThat(api.cluster().publish(about(NODE, "ScaleDown", ScriptedApi.NOW)))
        .isEqualTo(new Outcome.Done());

    ScriptedApi.Asked asked = api.asked();
    assertThat(asked.path()).isEqualTo(recorded.path());
    JsonNode event = asked.body();
    assertThat(event.get("metadata")).isEqualTo(recorded.requestBody().get("metadata"));
    assertThat(event.at("/involvedObject/kind").asString()).isEqualTo("Node");
    assertThat(event.at("/involvedObject/name").asString()).isEqualTo(NODE);
    assertThat(event.get("source")).isEqualTo(recorded.requestBody().get("source"));
    assertThat(event.get("reason").asString()).isEqualTo("ScaleDown");
    assertThat(event.get("type").asString()).isEqualTo("Normal");
    assertThat(event.get("firstTimestamp").asString()).isEqualTo("2026-11-22T12:00:05Z");
    assertThat(event.get("lastTimestamp").asString()).isEqualTo("2026-11-22T12:00:05Z");
  }

  @Test
  void anEventAboutOurselvesIsInOurNamespace() {
    api.answers(201, "{\"kind\":\"Event\"}");

    api.cluster()
        .publish(new Cluster.Event(null, true, "OutOfStock", "ccx33@nbg1", ScriptedApi.NOW));

    ScriptedApi.Asked asked = api.asked();
    assertThat(asked.path()).isEqualTo("/api/v1/namespaces/ci/events");
    assertThat(asked.body().at("/involvedObject/kind").asString()).isEqualTo("Deployment");
    assertThat(asked.body().at("/involvedObject/namespace").asString()).isEqualTo("ci");
    assertThat(asked.body().get("type").asString()).isEqualTo("Warning");
  }

  @Test
  void anEventAboutOurselvesNamesTheDeploymentThatWeAre() {
    api.answers(201, "{\"kind\":\"Event\"}");
    KubernetesSettings settings =
        KubernetesSettings.of(
            "r", "x", Map.of("POD_NAMESPACE", "ci", "DEPLOYMENT_NAME", "ci-autoscaler"));

    new KubernetesCluster(api.connection(), settings, InstantSource.fixed(ScriptedApi.NOW))
        .publish(new Cluster.Event(null, true, "OutOfStock", "ccx33@nbg1", ScriptedApi.NOW));

    assertThat(api.asked().body().at("/involvedObject/name").asString()).isEqualTo("ci-autoscaler");
    assertThat(settings.name()).isEqualTo(KubernetesSettings.NAME);
  }

  @Test
  void whatWasJustSaidIsNotSaidAgain() {
    api.answers("event-create.json", "event-create.json", "event-create.json");
    KubernetesCluster cluster = api.cluster();
    Instant later = ScriptedApi.NOW.plus(Duration.ofMinutes(4));
    Instant muchLater = ScriptedApi.NOW.plus(Duration.ofMinutes(5));

    cluster.publish(about(NODE, "ScaleDown", ScriptedApi.NOW));
    assertThat(cluster.publish(about(NODE, "ScaleDown", later))).isEqualTo(new Outcome.Done());
    assertThat(api.requestCount()).isEqualTo(1);
    cluster.publish(about("ci-runner-2c9fce13", "ScaleDown", later));
    assertThat(api.requestCount()).isEqualTo(2);
    cluster.publish(about(NODE, "ScaleDown", muchLater));
    assertThat(api.requestCount()).isEqualTo(3);
  }

  @Test
  void aLongMessageIsShortened() {
    api.answers("event-create.json");

    api.cluster().publish(new Cluster.Event(null, true, "X", "m".repeat(5000), ScriptedApi.NOW));

    assertThat(api.asked().body().get("message").asString()).hasSize(1024).endsWith("…");
  }

  @Test
  void differentMessagesAboutOurselvesAreDifferentNews() {
    api.answers("event-create.json", "event-create.json");
    KubernetesCluster cluster = api.cluster();

    cluster.publish(new Cluster.Event(null, true, "OutOfStock", "ccx33@nbg1", ScriptedApi.NOW));
    cluster.publish(new Cluster.Event(null, true, "OutOfStock", "ccx33@fsn1", ScriptedApi.NOW));

    assertThat(api.requestCount()).isEqualTo(2);
  }

  @Test
  void anEventThatFailedIsSaidAgain() {
    api.answers("error-403-no-rbac.json", "event-create.json");
    KubernetesCluster cluster = api.cluster();

    assertThat(cluster.publish(about(NODE, "ScaleDown", ScriptedApi.NOW)))
        .isInstanceOf(Outcome.Forbidden.class);
    assertThat(cluster.publish(about(NODE, "ScaleDown", ScriptedApi.NOW)))
        .isEqualTo(new Outcome.Done());
    assertThat(api.requestCount()).isEqualTo(2);
  }

  private static Cluster.Event about(String node, String reason, Instant at) {
    return new Cluster.Event(node, false, reason, "x", at);
  }
}
