package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.reconcile.PassReport;
import io.github.ciautoscaler.report.FleetListener;
import io.github.ciautoscaler.report.FleetUpdate;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.exporter.pushgateway.Scheme;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes the fleet's families to a Pushgateway beside the loop, after every pass. At most one push
 * is under way; passes that end meanwhile are covered by one more push with the latest values. The
 * group is left in place on shutdown, as the original leaves it.
 */
final class Pusher implements FleetListener {

  private static final Logger log = LoggerFactory.getLogger(Pusher.class);
  private static final String JOB = "gitea-ci-autoscaler";
  private static final Executor THREADS = task -> Thread.ofVirtual().name("push").start(task);

  private final PushTarget target;
  private final PushConnections connections;
  private final PushGateway gateway;
  private final Duration limit;
  private final Counter failures;
  private boolean underWay;
  private boolean again;
  private volatile boolean putRefused;
  private long failedInARow;

  /**
   * @param registry what is pushed, whole
   */
  Pusher(PushTarget target, PrometheusRegistry registry, PushSettings settings) {
    this.target = target;
    this.limit = settings.limit();
    this.connections = new PushConnections(settings.proxies(), settings.trust());
    this.failures =
        new Families(registry).counter("autoscaler_push_failures_total", "Pushes that failed");
    PushGateway.Builder builder =
        PushGateway.builder()
            .scheme(Scheme.fromString(target.scheme()))
            .address(target.address())
            .job(JOB)
            .registry(registry)
            .format(Format.PROMETHEUS_TEXT)
            .connectionTimeout(limit)
            .readTimeout(limit)
            .connectionFactory(connections);
    if (target.user() != null) {
      builder.basicAuth(target.user(), target.password().reveal());
    }
    this.gateway = builder.build();
  }

  @Override
  public synchronized void onUpdate(FleetUpdate update) {
    // A dry run may stand beside the original, whose group we would replace.
    if (update.report().mode() != PassReport.Mode.DRY_RUN) {
      push();
    }
  }

  /** Asks for a push of the latest values and returns at once. */
  synchronized void push() {
    if (underWay) {
      again = true;
      return;
    }
    underWay = true;
    start();
  }

  private void start() {
    CompletableFuture<Void> push = CompletableFuture.runAsync(this::attempt, THREADS);
    CompletableFuture<Void> watched =
        push.copy().orTimeout(limit.toMillis() * 2, TimeUnit.MILLISECONDS);
    watched.exceptionally(tooLong -> {
      connections.cutOff();
      return null;
    });
    push.whenComplete((done, failed) -> next());
  }

  private synchronized void next() {
    underWay = again;
    if (again) {
      again = false;
      start();
    }
  }

  private void attempt() {
    try {
      send();
      recovered();
    } catch (IOException | RuntimeException e) {
      failed(e);
    }
  }

  /** PUT replaces the whole group, so that series of gone nodes vanish. */
  private void send() throws IOException {
    if (!putRefused) {
      try {
        gateway.push();
        return;
      } catch (IOException e) {
        if (!isMethodNotAllowed(e)) {
          throw e;
        }
        putRefused = true;
      }
    }
    gateway.pushAdd();
  }

  private static boolean isMethodNotAllowed(IOException e) {
    return String.valueOf(e.getMessage()).contains(" was 405");
  }

  private void recovered() {
    if (failedInARow > 0) {
      log.info("The Pushgateway takes pushes again. target={} failed={}", target, failedInARow);
      failedInARow = 0;
    }
  }

  private void failed(Exception e) {
    failures.inc();
    failedInARow++;
    // Repeated failures collapse: the first, the second, the fourth, the eighth ...
    if (Long.bitCount(failedInARow) == 1) {
      log.warn(
          "Metrics could not be pushed; the loop goes on without. target={} failed={} problem={}",
          target,
          failedInARow,
          firstLine(e));
    }
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line = message.lines().findFirst().orElse("");
    return line.length() > 300 ? line.substring(0, 300) + "..." : line;
  }
}
