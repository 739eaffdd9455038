package io.github.ciautoscaler.shipping;

import io.github.ciautoscaler.app.Application;
import io.github.ciautoscaler.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * What a sandbox exports once its world has shown it some trouble: sold-out servers, a Pushgateway
 * that is not there.
 *
 * @param text the scrape as Prometheus gets it
 */
record LiveScrape(String text) {

  private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? \\S+$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
  private static final long LIMIT_NANOS = Duration.ofMinutes(2).toNanos();

  /** Until every one of these samples is there; the last scrape where one never comes. */
  static LiveScrape with(Set<String> samples) throws IOException, InterruptedException {
    try (ConfigurableApplicationContext context =
            new SpringApplicationBuilder(Application.class)
                .profiles("sandbox")
                .run(
                    "--server.port=0",
                    "--autoscaler.sandbox-speed=600",
                    "--autoscaler.hetzner-server-type=cx53,ccx33",
                    "--autoscaler.max-jobs=1000",
                    "--autoscaler.spend.per-hour=1000",
                    "--autoscaler.spend.per-day=1000",
                    "--autoscaler.pushgateway-url=http://127.0.0.1:1");
        HttpClient http = HttpClient.newHttpClient()) {
      context
          .getBean(Sandbox.class)
          .change(world -> world.cloud().stock().setSoldOut("cx53", "nbg1", true));
      URI scrape =
          URI.create(
              "http://127.0.0.1:%s/actuator/prometheus"
                  .formatted(context.getEnvironment().getProperty("local.server.port")));
      long began = System.nanoTime();
      while (true) {
        LiveScrape live =
            new LiveScrape(
                http.send(
                        HttpRequest.newBuilder(scrape).build(),
                        HttpResponse.BodyHandlers.ofString())
                    .body());
        if (live.samples().keySet().containsAll(samples)
            || System.nanoTime() - began > LIMIT_NANOS) {
          return live;
        }
        LockSupport.parkNanos(250_000_000);
      }
    }
  }

  /** The labels that each sample has. */
  Map<String, Set<String>> samples() {
    Map<String, Set<String>> samples = new TreeMap<>();
    Matcher sample = SAMPLE.matcher(text);
    while (sample.find()) {
      Set<String> labels = samples.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
      Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
      while (label.find()) {
        labels.add(label.group(1));
      }
    }
    return samples;
  }

  /** The names after TYPE. */
  Set<String> families() {
    Set<String> families = new TreeSet<>();
    text.lines()
        .filter(line -> line.startsWith("# TYPE "))
        .forEach(line -> families.add(line.substring("# TYPE ".length(), line.lastIndexOf(' '))));
    return families;
  }
}
