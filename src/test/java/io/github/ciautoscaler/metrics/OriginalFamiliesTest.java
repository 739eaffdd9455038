package io.github.ciautoscaler.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.report.EventStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The original's families on our scrape, beside what the original itself pushed. */
class OriginalFamiliesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final MetricsSettings SETTINGS =
      new MetricsSettings(
          "1.0.0", 5, false, MetricsSettings.Files.readAt(Instant.EPOCH), Duration.ofMinutes(10));

  /** Its newest release has these four beside the recorded ones, and one that needs idle nodes. */
  private static final List<String> NOT_RECORDED =
      List.of(
          "# HELP autoscaler_last_success_timestamp_seconds Unix time of the last"
              + " fully-successful control loop iteration",
          "# TYPE autoscaler_last_success_timestamp_seconds gauge",
          "# HELP autoscaler_node_idle_seconds Per-node idle duration",
          "# TYPE autoscaler_node_idle_seconds gauge",
          "# HELP autoscaler_nodes_created_by_placement_total Servers created per server type and"
              + " location",
          "# TYPE autoscaler_nodes_created_by_placement_total counter",
          "# HELP autoscaler_orphaned_nodes_removed_total K8s nodes removed because their Hetzner"
              + " server was gone",
          "# TYPE autoscaler_orphaned_nodes_removed_total counter",
          "# HELP autoscaler_placement_unavailable_total Times Hetzner had no capacity for a server"
              + " type in a location",
          "# TYPE autoscaler_placement_unavailable_total counter");

  private final FleetMetrics metrics = new FleetMetrics(SETTINGS, NOW.minusSeconds(30));
  private final EventStream passes = new EventStream(List.of(metrics));

  @Test
  void every_family_has_the_originals_name_type_and_help() throws IOException {
    twoPassesWithOneOfEach();

    assertThat(scrape().families()).containsAll(recorded().families()).containsAll(NOT_RECORDED);
  }

  @Test
  void every_series_of_the_original_has_the_originals_labels_and_bucket_bounds()
      throws IOException {
    twoPassesWithOneOfEach();
    Set<String> nodeless =
        recorded().samples().keySet().stream()
            .filter(name -> !name.contains("node="))
            .collect(Collectors.toSet());

    assertThat(nodeless).hasSizeGreaterThan(70);
    assertThat(scrape().samples().keySet()).containsAll(nodeless);
    assertThat(scrape().samples())
        .containsKey("autoscaler_node_age_seconds{node=\"ci-runner-00000001\"}")
        .containsKey("autoscaler_node_idle_seconds{node=\"ci-runner-00000002\"}")
        .containsKey(
            "autoscaler_placement_unavailable_total{location=\"nbg1\",server_type=\"ccx33\"}");
  }

  @Test
  void no_series_of_an_original_family_exists_that_the_original_would_not_have()
      throws IOException {
    twoPassesWithOneOfEach();
    Set<String> families =
        recorded().families().stream()
            .filter(line -> line.startsWith("# TYPE"))
            .map(line -> line.split(" ")[2])
            .collect(Collectors.toSet());

    Map<String, Double> ours = scrape().samples();
    ours.keySet().removeIf(name -> !families.contains(family(name)));
    ours.keySet().removeIf(name -> name.contains("node="));
    assertThat(ours.keySet()).isSubsetOf(recorded().samples().keySet());
  }

  @Test
  void before_the_first_pass_all_six_states_and_all_counters_are_there_at_zero() {
    Map<String, Double> samples = scrape().samples();

    assertThat(
            List.of("provisioning", "busy", "idle", "deregistering", "draining", "removing")
                .stream()
                .map(state -> samples.get("autoscaler_managed_nodes{state=\"" + state + "\"}")))
        .containsOnly(0.0)
        .hasSize(6);
    assertThat(
            List.of(
                    "nodes_created_total",
                    "nodes_deleted_total",
                    "scale_up_errors_total",
                    "scale_down_errors_total",
                    "runners_deregistered_total",
                    "orphaned_nodes_removed_total")
                .stream()
                .map(name -> samples.get("autoscaler_" + name)))
        .containsOnly(0.0)
        .hasSize(6);
    assertThat(samples.get("autoscaler_provisioning_duration_seconds_count")).isEqualTo(0.0);
  }

  @Test
  void the_last_success_is_the_start_until_a_pass_succeeds() {
    String family = "autoscaler_last_success_timestamp_seconds";
    assertThat(scrape().value(family)).isEqualTo(NOW.minusSeconds(30).getEpochSecond());

    passes.onPass(ReportBuilder.at(NOW).failed(ReportBuilder.down("gitea", null)).build());
    assertThat(scrape().value(family)).isEqualTo(NOW.minusSeconds(30).getEpochSecond());

    passes.onPass(ReportBuilder.at(NOW.plusSeconds(5)).build());
    assertThat(scrape().value(family)).isEqualTo(NOW.plusSeconds(5).getEpochSecond());
  }

  @Test
  void each_pass_is_one_observation_of_each_api_that_was_asked_and_of_the_loop() {
    passes.onPass(ReportBuilder.at(NOW).took(Duration.ofMillis(400)).build());
    passes.onPass(
        ReportBuilder.at(NOW.plusSeconds(5)).failed(ReportBuilder.down("gitea", NOW)).build());

    Scrape scrape = scrape();
    assertThat(scrape.value("autoscaler_gitea_api_duration_seconds_count")).isEqualTo(2);
    assertThat(scrape.value("autoscaler_gitea_api_duration_seconds_bucket{le=\"0.1\"}"))
        .isEqualTo(1);
    assertThat(scrape.value("autoscaler_gitea_api_duration_seconds_bucket{le=\"5\"}")).isEqualTo(2);
    assertThat(scrape.value("autoscaler_hetzner_api_duration_seconds_count")).isEqualTo(1);
    assertThat(scrape.value("autoscaler_hetzner_api_duration_seconds_sum")).isEqualTo(0.03);
    assertThat(scrape.value("autoscaler_k8s_api_duration_seconds_bucket{le=\"0.01\"}"))
        .isEqualTo(1);
    assertThat(scrape.value("autoscaler_loop_duration_seconds_bucket{le=\"0.5\"}")).isEqualTo(2);
    assertThat(scrape.value("autoscaler_loop_duration_seconds_bucket{le=\"0.25\"}")).isEqualTo(1);
  }

  private void twoPassesWithOneOfEach() {
    passes.onPass(ReportBuilder.at(NOW).build());
    passes.onPass(Everything.report(NOW));
  }

  private static String family(String sample) {
    String name = sample.replaceFirst("\\{.*", "");
    return name.replaceFirst("(_duration_seconds)_(bucket|sum|count)$", "$1");
  }

  private Scrape scrape() {
    return Scrape.of(metrics.registry());
  }

  private static Scrape recorded() throws IOException {
    try (InputStream file =
        OriginalFamiliesTest.class.getResourceAsStream("/metrics/original-0.2.0-pushed.txt")) {
      return new Scrape(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
