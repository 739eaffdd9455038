package io.github.ciautoscaler.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ciautoscaler.plan.PlanSettings;
import io.github.ciautoscaler.reconcile.ReportBuilder;
import io.github.ciautoscaler.report.EventStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/metrics.md and the scrape together. */
class MetricsDocTest {

  private static final Path DOC = Path.of("docs/metrics.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `(autoscaler_\\w+)` \\| (\\w+) \\| ([^|]+) \\|.*");
  private static final Pattern TYPE = Pattern.compile("# TYPE (autoscaler_\\w+) (\\w+)");
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void every_family_is_described_with_its_type_and_nothing_else() throws IOException {
    assertThat(described()).containsExactlyInAnyOrderEntriesOf(served());
  }

  @Test
  void the_originals_families_are_twenty() throws IOException {
    String doc = Files.readString(DOC);

    assertThat(doc.substring(0, doc.indexOf("## Our own")).lines().filter(ROW.asMatchPredicate()))
        .hasSize(20);
  }

  @Test
  void every_label_is_described() throws IOException {
    Map<String, Set<String>> labels =
        Files.readAllLines(DOC).stream()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .collect(Collectors.toMap(row -> row.group(1), row -> labels(row.group(3))));
    Map<String, Double> samples = scrape().samples();

    assertThat(samples).hasSizeGreaterThan(100);
    for (String sample : samples.keySet()) {
      String family =
          sample
              .replaceFirst("\\{.*", "")
              .replaceFirst("(_duration_seconds)_(bucket|sum|count)$", "$1");
      Set<String> shown = new TreeSet<>();
      Matcher label = Pattern.compile("(\\w+)=\"").matcher(sample);
      while (label.find()) {
        shown.add(label.group(1));
      }
      shown.remove("le");
      assertThat(labels.get(family)).as(sample).isEqualTo(shown);
    }
  }

  @Test
  void every_family_of_an_alert_exists() throws IOException {
    Matcher name = Pattern.compile("autoscaler_\\w+").matcher(Files.readString(DOC));
    while (name.find()) {
      assertThat(described()).containsKey(name.group());
    }
  }

  private static Set<String> labels(String cell) {
    return cell.strip().equals("-") ? Set.of() : new TreeSet<>(List.of(cell.strip().split(", ")));
  }

  private static Map<String, String> described() throws IOException {
    return Files.readAllLines(DOC).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (a, b) -> "twice"));
  }

  private static Map<String, String> served() {
    Map<String, String> served = new TreeMap<>();
    for (String line : scrape().families()) {
      Matcher type = TYPE.matcher(line);
      if (type.matches()) {
        served.put(type.group(1), type.group(2));
      }
    }
    return served;
  }

  /** A scrape in which every family has a series. */
  private static Scrape scrape() {
    PlanSettings.Spend spend = new PlanSettings.Spend(BigDecimal.ONE, BigDecimal.TEN);
    PlanSettings.Caps caps = new PlanSettings.Caps(5, 9, spend);
    FleetMetrics metrics =
        new FleetMetrics(
            new MetricsSettings(
                "1",
                caps,
                false,
                MetricsSettings.Files.readAt(Instant.EPOCH),
                Duration.ofMinutes(10)),
            NOW);
    PushTarget target = PushTarget.parse("http://127.0.0.1:1");
    new Pusher(
        target, metrics.registry(), new PushSettings(target, Duration.ofSeconds(1), null, null));
    EventStream passes = new EventStream(List.of(metrics));
    passes.onPass(ReportBuilder.at(NOW).build());
    passes.onPass(Everything.report(NOW));
    return Scrape.of(metrics.registry());
  }
}
