package io.github.ciautoscaler.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.fleet.BackOff;
import io.github.ciautoscaler.fleet.BootFailures;
import io.github.ciautoscaler.fleet.CoolDown;
import io.github.ciautoscaler.fleet.DaySpend;
import io.github.ciautoscaler.fleet.JobLengths;
import io.github.ciautoscaler.fleet.JobName;
import io.github.ciautoscaler.fleet.JobsLeft;
import io.github.ciautoscaler.fleet.LaunchHealth;
import io.github.ciautoscaler.fleet.LaunchOrder;
import io.github.ciautoscaler.fleet.MeasuredBoot;
import io.github.ciautoscaler.fleet.MeasuredTermination;
import io.github.ciautoscaler.fleet.Measurements;
import io.github.ciautoscaler.fleet.Offering;
import io.github.ciautoscaler.fleet.OperatorWishes;
import io.github.ciautoscaler.fleet.Pause;
import io.github.ciautoscaler.fleet.PendingLaunch;
import io.github.ciautoscaler.fleet.PendingLaunches;
import io.github.ciautoscaler.fleet.PoolHealth;
import io.github.ciautoscaler.fleet.RunnerOwnership;
import io.github.ciautoscaler.fleet.ScaleRequest;
import io.github.ciautoscaler.fleet.StoredState;
import io.github.ciautoscaler.fleet.StoredStates;
import io.github.ciautoscaler.reconcile.StateStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class ConfigMapStateTest {

  static final Instant AT = Instant.parse("2026-11-22T12:00:00.5Z");
  private static final Offering CCX33 = new Offering("ccx33", "nbg1");

  private static final PendingLaunch YOUNG =
      PendingLaunch.begun(new LaunchOrder("default", CCX33, Set.of(), null, null), AT, "p1");

  private static final PendingLaunch FOUND =
      new PendingLaunch(
          new LaunchOrder("default", CCX33, Set.of("linux", "x64"), "key-1", "abcdef"),
          AT,
          "p1",
          117748834L,
          AT);

  private static final JobLengths LENGTHS =
      new JobLengths(
          new LinkedHashMap<>(
              Map.of(
                  new JobName("acme/api", "build (\"a b\", 21)"),
                  List.of(Duration.ofSeconds(61), Duration.ZERO, Duration.ofHours(3)))),
          AT);
  static final StoredState EVERYTHING =
      new StoredState(
          new PendingLaunches(
              Map.of("ci-runner-1b8ebd02", YOUNG, "ci-runner-2c9fce13", FOUND),
              Map.of("abcdef", AT)),
          new LaunchHealth(
              Map.of(
                  "default",
                  new PoolHealth(new BootFailures(3, AT), null),
                  "big",
                  new PoolHealth(
                      new BootFailures(1, AT), new BackOff(AT, "invalid", "no such image"))),
              new BackOff(AT, "limit-reached", "server limit"),
              Map.of(
                  CCX33,
                  new CoolDown(AT, CoolDown.Cause.TYPE, "dedicated core limit exceeded"),
                  new Offering("22", "fsn1"),
                  new CoolDown(AT, CoolDown.Cause.SOLD_OUT, ""))),
          new OperatorWishes(
              new Pause(AT, null, "upgrade"),
              Map.of(),
              Map.of("key-1", new ScaleRequest(3, 1, AT, null))),
          new RunnerOwnership(
              Map.of("ci-runner-1b8ebd02", Set.of(7L, 12L)),
              Map.of("default", Set.of(Set.of("linux", "x64"), Set.of("linux", "gpu"))),
              Map.of("default", AT),
              Map.of("default", AT.minusSeconds(60)),
              new JobsLeft(
                  Map.of(Set.of("gpu"), Set.of(17L, 4L), Set.of("arm64", "linux"), Set.of(5L)),
                  Map.of(42L, Set.of("acme", "zoo"), 43L, Set.of("")))),
          new Measurements(
              List.of(new MeasuredTermination("ci-runner-1b8ebd02", Duration.ofMillis(6500))),
              List.of(new MeasuredBoot("ci-runner-1b8ebd02", "default", Duration.ofSeconds(71))),
              LENGTHS,
              new DaySpend(
                  AT.truncatedTo(ChronoUnit.DAYS),
                  new BigDecimal("1.20"),
                  Map.of(117748805L, new BigDecimal("0.0960")))));

  @RegisterExtension final ScriptedApi api = new ScriptedApi();

  @Test
  void whatIsSavedIsReadBack() {
    api.answers(200, "{\"kind\":\"ConfigMap\",\"metadata\":{\"resourceVersion\":\"6\"}}");
    assertThat(stored().save(EVERYTHING, "5")).isEqualTo(new StateStore.Saved("6"));
    ScriptedApi.Asked put = api.asked();
    assertThat(put.method()).isEqualTo("PUT");
    assertThat(put.path()).isEqualTo("/api/v1/namespaces/ci/configmaps/gitea-ci-autoscaler");
    assertThat(put.body().at("/metadata/resourceVersion").asString()).isEqualTo("5");

    api.answers(200, configMap("6", put.body().at("/data/notes.json").asString()));

    assertThat(NodesTest.complete(stored().load()))
        .contains(new StateStore.Stored(EVERYTHING, "6"));
  }

  @Test
  void whatIsAskedOfOnePoolIsReadBack() {
    StoredState asked =
        EVERYTHING.with(
            new OperatorWishes(
                null,
                Map.of(
                    "arm64",
                    new Pause(AT, AT.plusSeconds(60), "bad image"),
                    "amd64",
                    new Pause(AT, null, null)),
                Map.of("key-1", new ScaleRequest(3, 1, AT, "arm64"))));
    api.answers(200, "{\"kind\":\"ConfigMap\",\"metadata\":{\"resourceVersion\":\"6\"}}");
    stored().save(asked, "5");

    api.answers(200, configMap("6", api.asked().body().at("/data/notes.json").asString()));

    assertThat(NodesTest.complete(stored().load())).contains(new StateStore.Stored(asked, "6"));
  }

  /** As 1.0.0-SNAPSHOT wrote it, before the stored state had a version. */
  @Test
  void the_document_of_the_first_release_is_read() throws IOException {
    String written =
        Files.readString(Path.of("src/test/resources/stored-state/1.0.0-SNAPSHOT.json"));
    api.answers(200, configMap("1", written));

    StoredState withoutWhatCameLater =
        StoredStates.withForeignRunners(EVERYTHING, Map.of())
            .with(new Measurements(EVERYTHING.measurements().terminations(), DaySpend.NONE));
    assertThat(NodesTest.complete(stored().load()))
        .contains(new StateStore.Stored(withoutWhatCameLater, "1"));
  }

  /** As the version before wrote them. */
  @Test
  void notes_that_an_older_version_wrote_are_read() {
    api.answers(
        200,
        configMap(
            "1",
            """
            {"intents":{"ci-runner-2c9fce13":{"pool":"default","serverType":"ccx33",
              "location":"nbg1","startedAt":"2026-11-22T12:00:00.500Z","process":"p1",
              "serverId":117748834,"callEndedAt":"2026-11-22T12:00:00.500Z",
              "joinToken":"abcdef","labels":["linux"],"request":"key-1"}},
             "coolDowns":[{"serverType":"ccx33","location":"nbg1",
              "until":"2026-11-22T12:00:00.500Z"}],
             "bootFailures":{"inARow":3,"last":"2026-11-22T12:00:00.500Z"},
             "stop":{"until":"2026-11-22T12:00:00.500Z","code":"limit","message":"server limit"},
             "scaleRequests":{"key-1":{"count":3,"bought":1,"at":"2026-11-22T12:00:00.500Z"}},
             "shownLabels":{"default":[["linux","x64"]]},
             "unservable":[{"labels":["gpu"],"jobs":[4,17]}],
             "registrations":{"ci-runner-1b8ebd02":[7,12]}}
            """));

    StoredState read = NodesTest.complete(stored().load()).orElseThrow().state();

    assertThat(read.health().coolDowns())
        .isEqualTo(Map.of(CCX33, new CoolDown(AT, CoolDown.Cause.SOLD_OUT, "")));
    assertThat(read.launches().pending().get("ci-runner-2c9fce13"))
        .isEqualTo(
            new PendingLaunch(
                new LaunchOrder("default", CCX33, Set.of("linux"), "key-1", "abcdef"),
                AT,
                "p1",
                117748834L,
                AT));
    assertThat(read.health().createBackOff()).isEqualTo(new BackOff(AT, "limit", "server limit"));
    assertThat(read.health().pool("default").bootFailures()).isEqualTo(new BootFailures(3, AT));
    assertThat(read.runners().shownLabels())
        .isEqualTo(Map.of("default", Set.of(Set.of("linux", "x64"))));
    assertThat(read.runners().rememberedSince()).isEmpty();
    assertThat(read.runners().probes()).isEmpty();
    assertThat(read.runners().registrations())
        .isEqualTo(Map.of("ci-runner-1b8ebd02", Set.of(7L, 12L)));
  }

  @Test
  void anEmptyStateIsAnEmptyDocumentAndReadBackAsSuch() {
    api.answers("configmap-create.json");
    stored().save(StoredState.EMPTY, null);
    String text = api.asked().body().at("/data/notes.json").asString();

    assertThat(text).isEqualTo("{\"version\":1}");
    api.answers(200, configMap("1", text));
    assertThat(NodesTest.complete(stored().load()))
        .contains(new StateStore.Stored(StoredState.EMPTY, "1"));
  }

  @Test
  void theFirstSaveCreatesTheConfigMap() {
    Recorded recorded = Recorded.of("configmap-create.json");
    api.answers("configmap-create.json");

    assertThat(stored().save(EVERYTHING, null)).isEqualTo(new StateStore.Saved("265"));

    ScriptedApi.Asked asked = api.asked();
    assertThat(asked.method()).isEqualTo(recorded.method());
    assertThat(asked.path()).isEqualTo("/api/v1/namespaces/ci/configmaps");
    assertThat(asked.body().at("/metadata/name").asString()).isEqualTo("gitea-ci-autoscaler");
    assertThat(asked.body().at("/metadata/resourceVersion").isMissingNode()).isTrue();
  }

  @Test
  void equalStatesAreEqualText() {
    api.answers("configmap-create.json", "configmap-create.json");
    Map<String, PendingLaunch> otherOrder = new HashMap<>();
    new TreeSet<>(EVERYTHING.launches().pending().keySet())
        .descendingSet()
        .forEach(name -> otherOrder.put(name, EVERYTHING.launches().pending().get(name)));

    stored().save(EVERYTHING, null);
    stored().save(StoredStates.withLaunches(EVERYTHING, ignored -> otherOrder), null);

    JsonNode first = api.asked().body().get("data");
    assertThat(api.asked().body().get("data")).isEqualTo(first);
  }

  @Test
  void noConfigMapIsACompleteAnswer() {
    api.answers(404, "{\"kind\":\"Status\",\"reason\":\"NotFound\",\"code\":404}");

    assertThat(NodesTest.complete(stored().load())).isEqualTo(Optional.empty());
  }

  @Test
  void aConfigMapWithoutOurKeyHasNoStateYet() {
    api.answers("configmap-create.json");

    assertThat(NodesTest.complete(stored().load()))
        .contains(new StateStore.Stored(StoredState.EMPTY, "265"));
  }

  @Test
  void whatANewerVersionAddedIsIgnoredAndWhatAnOlderLacksIsEmpty() {
    api.answers(
        200,
        configMap(
            "9",
            """
            {"future":{"a":1},"bootFailures":{"inARow":2,"why":"x"},
             "intents":{"n":{"pool":"p","serverType":"a","location":"b",
               "startedAt":"2026-11-22T12:00:00.5Z","process":"p1","retries":4}}}
            """));

    assertThat(NodesTest.complete(stored().load()))
        .hasValueSatisfying(stored -> {
          assertThat(stored.state().health().pool("default").bootFailures())
              .isEqualTo(new BootFailures(2, null));
          assertThat(stored.state().launches().pending())
              .containsEntry(
                  "n",
                  PendingLaunch.begun(
                      new LaunchOrder("p", new Offering("a", "b"), Set.of(), null, null),
                      AT,
                      "p1"));
          assertThat(stored.state().runners().registrations()).isEmpty();
        });
  }

  private ConfigMapState stored() {
    return new ConfigMapState(
        api.connection(), ScriptedApi.SETTINGS, InstantSource.fixed(ScriptedApi.NOW));
  }

  static String configMap(String version, String stored) {
    return Recorded.JSON.writeValueAsString(
        Map.of(
            "kind", "ConfigMap",
            "metadata", Map.of("name", "gitea-ci-autoscaler", "resourceVersion", version),
            "data", Map.of("notes.json", stored)));
  }
}
