package io.github.ciautoscaler.sandbox.kubernetes;

import static io.github.ciautoscaler.sandbox.wire.Asking.body;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.sandbox.wire.Asking;
import io.github.ciautoscaler.sandbox.wire.Request;
import io.github.ciautoscaler.sandbox.wire.Response;
import io.github.ciautoscaler.simulator.World;
import io.github.ciautoscaler.simulator.WorldSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What kubectl asks of the sandbox's cluster. */
class KubectlTest {

  private static final String MACHINE = FaceScene.MACHINE;
  private static final String NODE = "/api/v1/nodes/" + MACHINE;

  private final World world = new World(WorldSettings.standard(1));
  private final KubernetesFace face =
      new KubernetesFace(
          world.cluster(), FaceScene.turns(world), "token", "v1.34.2+k3s1", "PEM\n", 1);
  private final Asking cluster = new Asking(face, "token");

  @Test
  void prints_tables_for_kubectl() {
    FaceScene.join(world);
    Response answer =
        face.answer(
            Request.of(
                "GET",
                URI.create("/api/v1/nodes"),
                Map.of(
                    "authorization",
                    "Bearer token",
                    "accept",
                    "application/json;as=Table;v=v1;g=meta.k8s.io"),
                "",
                "https"));
    JsonNode table = body(answer);
    assertThat(table.path("kind").asString()).isEqualTo("Table");
    assertThat(table.at("/rows/0/cells/0").asString()).isEqualTo(MACHINE);
    assertThat(table.at("/rows/0/cells/1").asString()).isEqualTo("Ready");
    assertThat(table.at("/rows/1/cells/2").asString()).isEqualTo("control-plane");
  }

  @Test
  void offers_what_kubectl_looks_for_first() {
    assertThat(body(cluster.get("/api")).path("kind").asString()).isEqualTo("APIVersions");
    List<String> groups =
        StreamSupport.stream(body(cluster.get("/apis")).path("groups").spliterator(), false)
            .map(group -> group.path("name").asString())
            .toList();
    assertThat(groups).contains("coordination.k8s.io", "authorization.k8s.io", "policy");
    groups.forEach(group ->
        assertThat(body(cluster.get("/apis/" + group + "/v1")).path("resources").size())
            .as(group)
            .isPositive());
  }

  @Test
  void watches_what_changes_after_a_version() {
    String from = body(cluster.get("/api/v1/nodes")).at("/metadata/resourceVersion").asString();
    Response watch = cluster.get("/api/v1/nodes?watch=1&timeoutSeconds=10&resourceVersion=" + from);
    Supplier<Optional<String>> lines = Objects.requireNonNull(watch.lines());
    assertThat(lines.get()).contains("");
    FaceScene.join(world);
    cluster.ask("DELETE", NODE, "");
    String seen = lines.get().orElseThrow();
    assertThat(seen).contains("\"type\":\"ADDED\"").contains("\"type\":\"DELETED\"");
  }
}
