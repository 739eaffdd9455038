package io.github.ciautoscaler.app.life;

import io.github.ciautoscaler.metrics.FleetMetrics;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Samples as a scrape shows them. */
final class LifeMetrics {

  private LifeMetrics() {}

  /**
   * @param sample with its labels as written, for example {@code name{label="value"}}
   */
  static double value(FleetMetrics metrics, String sample) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      ExpositionFormats.init()
          .getPrometheusTextFormatWriter()
          .write(text, metrics.registry().scrape());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .map(line -> Double.valueOf(line.substring(sample.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + sample));
  }
}
