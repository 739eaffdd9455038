package io.github.ciautoscaler.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusOutputFormat;

/** Reads the text format as a scraper does. */
record Scrape(String text) {

  private static final Pattern SAMPLE = Pattern.compile("(\\w+(?:\\{.*})?) (\\S+)");

  static Scrape of(PrometheusRegistry registry) {
    byte[] body =
        new ScrapeEndpoint(registry)
            .scrape(PrometheusOutputFormat.CONTENT_TYPE_OPENMETRICS_100, null)
            .getBody();
    return new Scrape(new String(body, StandardCharsets.UTF_8));
  }

  /** HELP and TYPE lines. */
  List<String> families() {
    return text.lines().filter(line -> line.startsWith("# ")).toList();
  }

  /** Samples by name with labels, exactly as written. */
  Map<String, Double> samples() {
    return text.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(Scrape::sample)
        .collect(
            Collectors.toMap(
                m -> m.group(1), m -> Double.valueOf(m.group(2)), (a, b) -> b, TreeMap::new));
  }

  double value(String sample) {
    Double value = samples().get(sample);
    if (value == null) {
      throw new AssertionError("no " + sample + " in\n" + text);
    }
    return value;
  }

  boolean has(String sample) {
    return samples().containsKey(sample);
  }

  private static Matcher sample(String line) {
    Matcher matcher = SAMPLE.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("not a sample: " + line);
    }
    return matcher;
  }
}
